"""How workbooks go wrong: files that are no workbook or harm the reader, and workbooks that people make.

Here: faults in whole workbooks. `cells` says what can be wrong with a cell.
"""

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl

from pipelines.files.excel import guard
from tests.agencies.fault import JUNK, RENAMED, Fault, of_bytes

#: Lower limits for the guard in tests, so that a bomb need not be large.
SMALL = {"MOST_BYTES": 4_000_000, "MOST_CELLS": 100_000}


def book(change: Callable[[openpyxl.Workbook], object]) -> Callable[[Path], object]:
    """Return a change to a workbook's content."""

    def spoil(path: Path) -> None:
        opened = openpyxl.load_workbook(path)
        change(opened)
        opened.save(path)

    return spoil


def parts(change: Callable[[str, bytes], bytes], more: Mapping[str, bytes] | None = None) -> Callable[[Path], object]:
    """Return a change to the parts in a workbook's package."""

    def spoil(path: Path) -> None:
        with zipfile.ZipFile(path) as packed:
            content = {name: packed.read(name) for name in packed.namelist()}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
            for name, part in {**content, **(more or {})}.items():
                packed.writestr(name, change(name, part))

    return spoil


def in_sheet(cells: bytes) -> Callable[[Path], object]:
    """Return a change that adds raw XML below the last row of each worksheet."""
    return parts(lambda name, part: part.replace(b"</sheetData>", cells + b"</sheetData>") if "sheet" in name else part)


def _bomb(path: Path) -> None:
    parts(lambda _, part: part, {"xl/media/image1.png": bytes(SMALL["MOST_BYTES"] + 1)})(path)


def _lying_bomb(path: Path) -> None:
    """Write a bomb whose local and central headers both say that it is small."""
    _bomb(path)
    said = (SMALL["MOST_BYTES"] + 1).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(said, (9).to_bytes(4, "little")))


def _shared_bomb(path: Path) -> None:
    """Make fifty cells share a text of a hundred thousand letters, which is written once."""
    parts(lambda name, part: part.replace(b"</si>", b"x" * 100_000 + b"</si>", 1) if "shared" in name else part)(path)
    in_sheet(b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (row, row) for row in range(40, 90)))(path)


def _protected(path: Path) -> None:
    """Write what Excel writes for a workbook with a password: a compound file with the encrypted workbook."""
    names = ("Root Entry", "EncryptionInfo", "EncryptedPackage")
    entries = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in names)
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + entries + path.read_bytes())


def header_of(sheet) -> tuple:
    """Return the cells in a sheet's header: the first row with many cells."""
    return next(row for row in sheet.iter_rows() if sum(cell.value is not None for cell in row) > 3)


def head(change: Callable[[object, tuple], object]) -> Callable[[Path], object]:
    return book(lambda opened: change(opened.worksheets[0], header_of(opened.worksheets[0])))


def _merge_downwards(sheet, header) -> None:
    row = header[0].row
    sheet.insert_rows(row + 1)
    for cell in header:
        sheet.merge_cells(start_row=row, end_row=row + 1, start_column=cell.column, end_column=cell.column)


def _merge_sideways(sheet, header) -> None:
    sheet.merge_cells(start_row=header[0].row, end_row=header[0].row, start_column=1, end_column=2)


def _formulas(sheet, header) -> None:
    """Make a required cell in the second row below the header a formula that was never calculated."""
    sheet.cell(header[0].row + 2, 1).value = '="never calculated"'


def _failed(sheet, header) -> None:
    cell = sheet.cell(header[0].row + 2, 1)
    cell.value, cell.data_type = "#REF!", "e"


def _wide(sheet, header) -> None:
    for column in range(len(header) + 1, 301):
        sheet.cell(header[0].row, column).value = f"Note {column}"


def _beside(sheet, _header) -> None:
    """Make the table begin in column C."""
    sheet.insert_cols(1, 2)


def _moved(path: Path) -> None:
    """Move the first worksheet's part to an unusual place."""
    with zipfile.ZipFile(path) as packed:
        content = {name: packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(path, "w") as packed:
        for name, part in content.items():
            packed.writestr(name.replace("worksheets/", "odd/"), part.replace(b"worksheets/", b"odd/"))


_FAR = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
_NO_WORKBOOK = "the workbook can't be opened"

XLSX = {
    "nothing": Fault(of_bytes(b""), _NO_WORKBOOK),
    "binary junk": Fault(of_bytes(JUNK), _NO_WORKBOOK),
    "text": Fault(
        of_bytes(b"Ref,Opened\n1,2\n"), f"{_NO_WORKBOOK}: it is really a text file, such as CSV; open it in Excel"
    ),
    "cut short": Fault(lambda path: path.write_bytes(path.read_bytes()[:-2_000]), _NO_WORKBOOK),
    "another document": Fault(
        lambda path: zipfile.ZipFile(path, "w").writestr("word/document.xml", "<x/>"), _NO_WORKBOOK
    ),
    "a password": Fault(_protected, "the workbook is protected by a password; send it without a password"),
    "the Excel format used before 2007": Fault(
        of_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(2048, b"\0")), "before 2007"
    ),
    "a bomb": Fault(_bomb, "the workbook is too large when opened \\(over 4 MB\\)"),
    "a bomb that states a false size": Fault(_lying_bomb, "the workbook is too large when opened \\(over 4 MB\\)"),
    "a bomb of one text in many cells": Fault(_shared_bomb, "the workbook is too large when opened \\(over 4 MB\\)"),
    "a far cell": Fault(in_sheet(_FAR), "the sheets have [0-9,]+ cells"),
    "a far cell in small letters": Fault(in_sheet(_FAR.lower()), "the sheets have [0-9,]+ cells"),
    "a far cell in a part with another name": Fault(
        lambda path: (in_sheet(_FAR)(path), _moved(path)), "the sheets have [0-9,]+ cells"
    ),
    "cells without a place": Fault(
        in_sheet(b"<row><c><v>1</v></c></row>"), "the cells don't say which row and column they are in"
    ),
    "no sheets": Fault(parts(lambda _, part: part.replace(b"<sheet ", b"<nosheet ")), _NO_WORKBOOK),
    "a chart alone": Fault(
        book(lambda opened: (opened.create_chartsheet(), opened.remove(opened.worksheets[0]))), "no sheet"
    ),
    "a sheet renamed": Fault(book(lambda opened: setattr(opened.worksheets[0], "title", "Zzyzx"))),
    "a required column renamed": Fault(head(lambda _, header: setattr(header[0], "value", "Zzyzx")), RENAMED),
    "a column twice": Fault(head(lambda _, header: setattr(header[-1], "value", header[0].value)), "both hold"),
    "a header merged sideways": Fault(head(_merge_sideways), RENAMED),
    "a header merged downwards": Fault(head(_merge_downwards)),
    "a sheet hidden": Fault(
        book(lambda opened: (setattr(opened.worksheets[0], "sheet_state", "hidden"), opened.create_sheet("Notes")))
    ),
    "300 columns": Fault(head(_wide)),
    "a table that begins in column C": Fault(head(_beside)),
    "a worksheet in a part with another name": Fault(_moved),
    "a formula never calculated": Fault(head(_formulas), rejected=1),
    "a formula that failed": Fault(head(_failed), rejected=1),
    "a cell of a megabyte": Fault(
        in_sheet(b'<row r="40"><c r="A40" t="inlineStr"><is><t>Total ' + b"x" * 1_000_000 + b"</t></is></c></row>")
    ),
}


def lower_limits(monkeypatch) -> None:
    """Lower the guard's limits, so that even a small file can exceed them."""
    for name, limit in SMALL.items():
        monkeypatch.setattr(guard, name, limit)
