"""Workbooks as people make them: what is around a table, what a sheet is called, and how its cells are stored.

Here: changes that leave each row what it was, and those after which nobody can tell. `workbook_faults` has files that
are no workbook, or harm the reader.
"""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.agencies.fault import Fault, of_bytes
from tests.agencies.workbook_faults import book, head, header_of, in_sheet


def _below(*rows: Sequence[object]) -> Callable[[Path], object]:
    """Return a change that writes rows below everything else on the first sheet."""

    def write(sheet, _header) -> None:
        for row in rows:
            last = sheet.max_row + 1
            for column, cell in enumerate(row or [" "], start=1):
                sheet.cell(last, column).value = cell or None

    return head(write)


def _beside(heading: str | None, gap: int) -> Callable[[Path], object]:
    """Return a change that writes a list longer than the table on its right."""

    def write(sheet, header) -> None:
        column = header[-1].column + 1 + gap
        sheet.cell(header[0].row, column).value = heading
        for row in range(1, 30):
            sheet.cell(header[0].row + row, column).value = f"Choice {row}"

    return head(write)


def _on_the_left(sheet, _header) -> None:
    sheet.insert_cols(1, 2)
    row = header_of(sheet)[0].row
    sheet.cell(row, 1).value = "Pick from"
    for choice in range(1, 30):
        sheet.cell(row + choice, 1).value = f"Choice {choice}"


def _second_table(sheet, header) -> None:
    column = header[-1].column + 2
    for row in range(6):
        sheet.cell(header[0].row + row, column).value = f"Rugby {row}" if row else header[1].value
        sheet.cell(header[0].row + row, column + 1).value = row or "Count"


def _empty_twin(sheet, header) -> None:
    sheet.insert_cols(2)
    sheet.cell(header[0].row, 2).value = sheet.cell(header[0].row, 3).value


def _forms_headings(_sheet, header) -> None:
    for cell, more in zip(header, (" *", "\n(required)", " [Please select]", ":", " (dd/mm/yyyy)"), strict=False):
        cell.value += more


def _filtered(sheet, header) -> None:
    sheet.auto_filter.ref = f"A{header[0].row}:C{sheet.max_row}"
    for row in range(header[0].row + 2, header[0].row + 6):
        sheet.row_dimensions[row].hidden = True


def _named(title: str) -> Callable[[Path], object]:
    return book(lambda opened: setattr(opened.worksheets[0], "title", title.format(opened.worksheets[0].title)))


def _two_under_other_names(opened) -> None:
    opened.worksheets[0].title = "Zzyzx"
    opened.copy_worksheet(opened.worksheets[0]).title = "Qwertyson"


def _days(days: Sequence[object]) -> Callable[[Path], object]:
    """Return a change that writes these into the cells of the second column, which has dates."""

    def write(sheet, header) -> None:
        for row, day in enumerate(days, start=header[0].row + 1):
            sheet.cell(row, 2).value = day

    return head(write)


def _counted_from_1904(opened) -> None:
    opened.epoch = CALENDAR_MAC_1904
    sheet = opened.worksheets[0]
    for row in range(3):
        cell = sheet.cell(header_of(sheet)[0].row + 1 + row, 2)
        cell.number_format, cell.value = "General", (date(2017, 8, 2) - date(1904, 1, 1)).days


#: The days from 3 to 14 August, as Excel with American settings stores them.
_SWAPPED = [*(date(2017, day, 8) for day in (3, 4, 5, 6, 7, 9, 10)), *(f"{day}/08/2017" for day in range(13, 18))]
_SOUND = [date(2017, 8, day) for day in range(3, 9)]
_AMERICAN = "Excel with American settings swaps days and months like this"

MADE = {
    "notes below the table": Fault(_below([], ["Notes: two are still open."])),
    "notes in lines below the table": Fault(
        _below([], ["Notes"], ["1. The figures are provisional."], [], ["2. Extracted on 07/04/2017."])
    ),
    "a source in another column below the table": Fault(_below([], ["", "", "Source: the case system"])),
    "a grand total": Fault(_below(["Grand total", 12])),
    "a total in another column": Fault(_below([], ["", "Total", 12])),
    "a list beside the table": Fault(_beside("Pick from", 1)),
    "a list right beside the table": Fault(_beside("Pick from", 0)),
    "a list without a heading": Fault(_beside(None, 1)),
    "a list to the left of the table": Fault(head(_on_the_left)),
    "a second table beside the first": Fault(head(_second_table)),
    "a heading twice, one of them over nothing": Fault(head(_empty_twin)),
    "headings as on a form": Fault(head(_forms_headings)),
    "a blank row below the header": Fault(head(lambda sheet, header: sheet.insert_rows(header[0].row + 1))),
    "a blank column within the table": Fault(head(lambda sheet, _: sheet.insert_cols(4))),
    "a table that begins in C9": Fault(head(lambda sheet, _: (sheet.insert_rows(1, 5), sheet.insert_cols(1, 2)))),
    "hidden rows": Fault(head(_filtered)),
    "a space behind a sheet's name": Fault(_named("{} ")),
    "spaces that nobody sees in a sheet's name": Fault(_named("\u00a0{}\u200b")),
    "a chart and empty sheets before the table": Fault(
        book(lambda opened: (opened.create_chartsheet("Chart", 0), opened.create_sheet("Empty", 1)))
    ),
    "two sheets under other names": Fault(
        book(_two_under_other_names),
        "sheets 1 and 2 have the contract's columns; give only the right one that name",
        unless={"equip": ""},
        duplicate=12,
    ),
    "a hidden copy of a sheet": Fault(
        book(lambda opened: setattr(opened.copy_worksheet(opened.worksheets[0]), "sheet_state", "hidden")),
        duplicate=12,
    ),
    "an empty last row": Fault(in_sheet(b'<row r="1048576" ht="12.8" customFormat="1"/>')),
    "empty cells with a format": Fault(
        in_sheet(b'<row r="1048576"><c r="A1048576" s="0"/><c r="XFD1048576" s="0"><v></v></c></row>')
    ),
    "numbers that count from 1904": Fault(book(_counted_from_1904)),
    "days and months swapped": Fault(_days(_SWAPPED), _AMERICAN),
    "days and months swapped in text too": Fault(_days([*_SWAPPED[:7], *["8/13/2017"] * 5]), _AMERICAN),
    "dates and text that swap nothing": Fault(_days([*_SOUND, "2/8/2017", *_SWAPPED[7:]])),
    "a web page": Fault(of_bytes(b"<html><table><tr><td>1</td></tr></table>"), "it is really a web page"),
    "an older Excel's XML": Fault(
        of_bytes(b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="x"/>'),
        "it is really an XML spreadsheet",
    ),
    "a PDF": Fault(of_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), "it is really a PDF document"),
    "a copy's name": Fault(
        lambda path: path.rename(path.with_stem(f"Copy of {path.stem} (1)")), "meant\\? Rename it to [a-z]+.xlsx"
    ),
    "another format's name": Fault(
        lambda path: path.rename(path.with_suffix(".xlsm")), "is in another format; save it as .xlsx and send it as"
    ),
    "a name of its own": Fault(
        lambda path: path.rename(path.with_stem("Qwertyson")), "the file is missing from the delivery; send it"
    ),
}
