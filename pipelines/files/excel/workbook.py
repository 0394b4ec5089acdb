"""Reading Excel workbooks as they were sent: which worksheets hold a table, and what is above and below it.

Here: finding tables in a workbook. `guard` decides whether a file may be opened as a workbook at all,
`header` what a table's headings mean, and `cells` and `dates` what a cell says.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import NamedTuple, TypeVar, cast

from python_calamine import CalamineWorkbook, SheetVisibleEnum

from pipelines.files.codes import spelling_key
from pipelines.files.excel.cells import cell_text, hold_calculated
from pipelines.files.excel.dates import WorkbookDates, day_counted_from_1904
from pipelines.files.excel.formulas import with_results_as_text
from pipelines.files.excel.guard import DAMAGED, Openable, hold_openable
from pipelines.files.excel.header import one_of_each
from pipelines.files.footer import table_rows
from pipelines.files.headers import HEADER_WITHIN, missing_columns
from pipelines.files.places import named
from pipelines.files.refusal import Refusal
from pipelines.files.sheets import Row, Sheet
from schemas.contract import Table

#: A worksheet name that may be shown to anyone; any other could be a person's name.
_TELLABLE = re.compile(r"\s*Q[1-4] ?\d{4}\s*", re.IGNORECASE)

Read = TypeVar("Read")


class _Found(NamedTuple):
    """A worksheet, its number, and its table or, if it has no header row, what the closest row lacks."""

    number: int
    name: str
    table: Sheet | None
    missing: Sequence[str] = ()

    def is_partial(self, required: Sequence[str]) -> bool:
        """Say whether it has a part of the header only."""
        return self.table is None and len(self.missing) < len(required)


class ExcelFile:
    """A workbook as it was sent, which holds a table of this contract in one worksheet or several.

    Raises:
        Refusal: if the file can't be opened, or isn't a workbook.
    """

    def __init__(self, path: Path, table: Table) -> None:
        self._path = path
        self._contract = table

    def row(self, number: int) -> list[str]:
        """Return the cells of a row of the first worksheet, counted from 1; none if the row is empty."""
        return next((self._above(each) for each in self._rows(self._names[0]) if each.number == number), [])

    def sheet(self, worksheet: str) -> Sheet:
        """Return the table in one worksheet, without its preamble, blank rows and footer.

        If no worksheet of this name has anything of the table, it is in the only one that has the whole header.

        Args:
            worksheet: The worksheet's name, whatever its case, punctuation and spaces.

        Raises:
            Refusal: if there is no such worksheet, if several could be meant, or if none of its first rows is a header.
        """
        found = [self._find(number, name) for number, name in enumerate(self._names, start=1)]
        of_name = [each for each in found if spelling_key(each.name) == spelling_key(worksheet)]
        whole = [each for each in of_name if each.table] or [each for each in found if each.table]
        required = missing_columns(self._contract, [])
        for each in of_name:
            if each not in whole and (each.is_partial(required) or not whole):
                raise self._no_header(f"sheet {worksheet}", each.missing)
        if not whole:
            raise Refusal(self._path.name, f"it has no sheet named {worksheet}; send it again with that sheet")
        if len(whole) > 1:
            which = named([each.number for each in whole], "sheet")
            reason = f"it has no sheet named {worksheet}, and {which} have the contract's columns"
            if of_name:
                reason = f"{which} are named {worksheet}"
            raise Refusal(self._path.name, f"{reason}; give only the right one that name and send it again")
        (one,) = whole
        table = cast(Sheet, one.table)
        if one not in of_name:
            table.assumed.append(
                f"no sheet named {worksheet} has a table, so it was read from sheet {one.number}, which alone has the "
                "contract's columns"
            )
        return table

    def sheets(self) -> list[Sheet]:
        """Return the table from every worksheet that has one.

        A worksheet with less than half of the required columns is assumed to be something else, and left out.

        Raises:
            Refusal: if no worksheet has a table, or a worksheet has only part of a header.
        """
        tables, required = [], missing_columns(self._contract, [])
        for number, name in enumerate(self._names, start=1):
            found = self._find(number, name)
            is_tellable = _TELLABLE.fullmatch(name)
            where = f"sheet {name.strip()}" if is_tellable else f"sheet number {number}"
            if found.table:
                found.table.worksheet = name
                if self._is_hidden(number):
                    found.table.assumed.append(f"{where} is hidden, and was read like the others")
                tables.append(found.table)
            elif len(found.missing) <= len(required) / 2 or is_tellable:
                raise self._no_header(where, found.missing)
        if not tables:
            raise self._no_header("no sheet", required)
        return tables

    def _find(self, number: int, name: str) -> _Found:
        rows = self._rows(name)
        preamble: list[list[str]] = []
        nearest = missing_columns(self._contract, [])
        for row in islice(rows, HEADER_WITHIN):
            missing = missing_columns(self._contract, row.cells)
            if not missing:
                sheet = Sheet(self._path.name, row.cells, iter(()), preamble=preamble)
                one_of_each(self._contract, sheet, self._rows(name), row.number)
                sheet.rows = self._cases(sheet, rows)
                return _Found(number, name, sheet)
            preamble.append(self._above(row))
            nearest = min(nearest, missing, key=len)
        # A header further down is too far down, but it shows that the worksheet was meant to hold a table.
        further = (missing_columns(self._contract, row.cells) for row in rows)
        return _Found(number, name, None, min([nearest, *further], key=len))

    def _cases(self, sheet: Sheet, rows: Iterator[Row]) -> Iterator[Row]:
        """Yield a table's rows; what is not calculated is an error, and is said."""
        uncalculated: list[int] = []

        def calculated() -> Iterator[Row]:
            for row in rows:
                cells = hold_calculated(row.cells)
                if cells != row.cells and any(cells):
                    uncalculated.append(row.number)
                yield row._replace(cells=cells)

        yield from self._dates.read(self._contract, sheet, table_rows(self._contract, sheet, calculated()))
        if uncalculated:
            has = "has a formula" if len(uncalculated) == 1 else "have formulas"
            sheet.assumed.append(
                f"{named(uncalculated)} {has} without a stored result, read as if calculation had failed; open the "
                "workbook in Excel, save it and send it again"
            )

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
    def _openable(self) -> Openable:
        return hold_openable(self._path)

    @cached_property
    def _workbook(self) -> CalamineWorkbook:
        without_result = self._openable.without_result
        if not without_result:
            return self._guarded(lambda: CalamineWorkbook.from_path(str(self._path)))
        return self._guarded(lambda: CalamineWorkbook.from_filelike(with_results_as_text(self._path, without_result)))

    @cached_property
    def _dates(self) -> WorkbookDates:
        return WorkbookDates(self._openable.counts_from_1904)

    @property
    def _names(self) -> list[str]:
        if not self._workbook.sheet_names:
            raise Refusal(self._path.name, DAMAGED)
        return list(self._workbook.sheet_names)

    def _is_hidden(self, number: int) -> bool:
        return self._workbook.sheets_metadata[number - 1].visible != SheetVisibleEnum.Visible

    def _rows(self, worksheet: str) -> Iterator[Row]:
        sheet = self._guarded(lambda: self._workbook.get_sheet_by_name(worksheet))
        # The library returns the empty rows above the first filled row, but not the empty columns before it.
        before = [""] * (sheet.start[1] if sheet.start else 0)
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            yield Row(number, before + [cell_text(cell) for cell in cells])

    def _above(self, row: Row) -> list[str]:
        """Return a row from above the table, where only a date can be a number of five digits."""
        return [day_counted_from_1904(cell) for cell in row.cells] if self._openable.counts_from_1904 else row.cells

    def _guarded(self, read: Callable[[], Read]) -> Read:
        """Read, and refuse any file the library can't read: it reports damage in many ways, including panics."""
        try:
            return read()
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException:  # a panic in the library has no narrower base class
            raise Refusal(self._path.name, DAMAGED) from None
