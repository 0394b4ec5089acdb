"""Reading Excel workbooks as they were sent: which worksheets hold a table, and their preambles and footers.

Here: turning workbooks into text. A cell to which Excel gave a type becomes text that reads as the same value.
`excel_guard` decides whether a file may be opened as a workbook at all.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TypeVar

from python_calamine import CalamineWorkbook

from pipelines.files.excel_errors import with_errors_as_text
from pipelines.files.excel_guard import DAMAGED, hold_openable
from pipelines.files.refusal import Refusal
from pipelines.files.sheets import Row, Sheet

#: The header is the first row, among this many, that has every required column (docs/contracts/README.md,
#: "Reading files").
HEADER_WITHIN = 15

#: A worksheet name that may be shown to anyone; any other could be a person's name.
_TELLABLE = re.compile(r"Q[1-4] ?\d{4}", re.IGNORECASE)

Cell = str | float | bool | date | datetime | time | timedelta
Read = TypeVar("Read")

#: Returns the required columns that a row of cells doesn't have.
MissingColumns = Callable[[Sequence[str]], list[str]]


class ExcelFile:
    """A workbook as it was sent.

    Raises:
        Refusal: if the file can't be opened, or isn't a workbook.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def cell(self, row: int, column: int) -> str:
        """Return a cell of the first worksheet, or '' if it is empty. Row and column are counted from 1."""
        cells = next((each.cells for each in self._rows(self._names[0]) if each.number == row), [])
        return cells[column - 1] if column <= len(cells) else ""

    def sheet(self, worksheet: str, missing_columns: MissingColumns) -> Sheet:
        """Return the table in one worksheet, without its preamble, blank rows and footer.

        Args:
            worksheet: The worksheet's name, in upper or lower case.
            missing_columns: Says which required columns a row lacks; the header is the first row that has them all.

        Raises:
            Refusal: if there is no such worksheet, or none of its first rows is a header.
        """
        named = {name.casefold(): name for name in self._names}
        if worksheet.casefold() not in named:
            raise Refusal(self._path.name, f"it has no sheet named {worksheet}; send it again with that sheet")
        found = self._table(named[worksheet.casefold()], missing_columns)
        if isinstance(found, Sheet):
            return found
        raise self._no_header(f"sheet {worksheet}", found)

    def sheets(self, missing_columns: MissingColumns) -> list[Sheet]:
        """Return the table from every worksheet that has one.

        A worksheet with less than half of the required columns is assumed to be something else, and left out.

        Raises:
            Refusal: if no worksheet has a table, or a worksheet has only part of a header.
        """
        tables, required = [], missing_columns([])
        for number, name in enumerate(self._names, start=1):
            found = self._table(name, missing_columns)
            if isinstance(found, Sheet):
                found.worksheet = name
                tables.append(found)
            elif len(found) <= len(required) / 2 or _TELLABLE.fullmatch(name):
                raise self._no_header(f"sheet {name}" if _TELLABLE.fullmatch(name) else f"sheet number {number}", found)
        if not tables:
            raise self._no_header("no sheet", required)
        return tables

    def _table(self, worksheet: str, missing_columns: MissingColumns) -> Sheet | list[str]:
        """Return a worksheet's table or, if it has no header row, what the closest row lacks."""
        rows = self._rows(worksheet)
        preamble: list[list[str]] = []
        nearest = missing_columns([])
        for row in islice(rows, HEADER_WITHIN):
            missing = missing_columns(row.cells)
            if not missing:
                sheet = Sheet(self._path.name, row.cells, iter(()), preamble=preamble)
                first = next(place for place, cell in enumerate(row.cells) if cell.strip())
                sheet.rows = _without_footer(rows, sheet.footer, first)
                return sheet
            preamble.append(row.cells)
            nearest = min(nearest, missing, key=len)
        # A header further down is too far down, but it shows that the worksheet was meant to hold a table.
        return min([nearest, *(missing_columns(row.cells) for row in rows)], key=len)

    def _no_header(self, where: str, missing: Sequence[str]) -> Refusal:
        if not missing:
            reason = f"the header row of {where} is too far down: it must be within the first {HEADER_WITHIN} rows"
            return Refusal(self._path.name, f"{reason}; delete rows above it and send the workbook again")
        has = "has a" if where == "no sheet" else "has no"
        one = len(missing) == 1
        return Refusal(
            self._path.name,
            f"{where} {has} header row in its first {HEADER_WITHIN} rows: the required column{'' if one else 's'} "
            f"{', '.join(missing)} {'is' if one else 'are'} missing or renamed; "
            "send it again with the contract's column names",
        )

    @cached_property
    def _workbook(self) -> CalamineWorkbook:
        failed = hold_openable(self._path)
        if not failed:
            return self._guarded(lambda: CalamineWorkbook.from_path(str(self._path)))
        return self._guarded(lambda: CalamineWorkbook.from_filelike(with_errors_as_text(self._path, failed)))

    @property
    def _names(self) -> list[str]:
        if not self._workbook.sheet_names:
            raise Refusal(self._path.name, DAMAGED)
        return list(self._workbook.sheet_names)

    def _rows(self, worksheet: str) -> Iterator[Row]:
        sheet = self._guarded(lambda: self._workbook.get_sheet_by_name(worksheet))
        # The library returns the empty rows above the first filled row, but not the empty columns before it.
        before = [""] * (sheet.start[1] if sheet.start else 0)
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            yield Row(number, before + [cell_text(cell) for cell in cells])

    def _guarded(self, read: Callable[[], Read]) -> Read:
        """Read, and refuse any file the library can't read: it reports damage in many ways, including panics."""
        try:
            return read()
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException:  # a panic in the library has no narrower base class
            raise Refusal(self._path.name, DAMAGED) from None


def _without_footer(rows: Iterator[Row], footer: list[list[str]], first: int) -> Iterator[Row]:
    """Yield the rows of a table, and put its footer, from the table's first column on, into `footer`."""
    for row in rows:
        if row.cells[first].strip().casefold().startswith("total"):
            footer.append(row.cells[first:])
        elif any(cell.strip() for cell in row.cells):
            yield row


def cell_text(cell: Cell) -> str:
    """Return an Excel cell as text that reads as the same value: ISO for dates, no `.0` for whole numbers."""
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return cell.isoformat(" ") if isinstance(cell, datetime) else str(cell)
