"""Rules that the table on every finished worksheet keeps.

Here: the checklist's rules about one table, its headers and its cells. A finding says where on the worksheet, and what
should be there. `lint` adds the worksheet's name.
"""

import re
from collections.abc import Iterator

from openpyxl.cell.cell import Cell
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.workbook.column import FORMULA_STARTS, SHORTHAND

#: A number written as text; a code may begin with 0.
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,2}(,\d{3})+|[1-9]\d*)(\.\d+)?%?")
_CODE = re.compile(r"year|code", re.IGNORECASE)
_DEFAULT_NAME = re.compile(r"(table|column|sheet)\d*", re.IGNORECASE)


def lint_table(sheet: Worksheet, table: Table) -> list[str]:
    """Return what is wrong with a table; nothing if it keeps every rule."""
    return [finding for rule in _RULES for finding in rule(sheet, table)]


def _has_a_name(_: Worksheet, table: Table) -> Iterator[str]:
    """Checklist, "Give tables meaningful names"."""
    if _DEFAULT_NAME.fullmatch(table.displayName):
        yield f", {table.ref}: the table's name should say what the table holds"


def _has_one_header_row(sheet: Worksheet, table: Table) -> Iterator[str]:
    """Checklist, "All tables should have one tagged header row": no header is empty or repeated."""
    headers, *_ = sheet[table.ref]
    if table.headerRowCount != 1 or table.totalsRowCount:
        yield f", {table.ref}: there should be one header row and no totals row"
    texts = [cell.value for cell in headers]
    for cell in headers:
        if not isinstance(cell.value, str) or not cell.value.strip() or texts.count(cell.value) > 1:
            yield f", {cell.coordinate}: there should be a header that no other column has"
    if texts != [column.name for column in table.tableColumns]:
        yield f", {table.ref}: the headers should match those in the table's mark-up"


def _wraps_and_repeats_headers(sheet: Worksheet, table: Table) -> Iterator[str]:
    """Checklist, "Wrap text within cells"; on paper, headers are printed on every page."""
    headers, *_ = sheet[table.ref]
    for cell in headers:
        if not cell.alignment.wrap_text:
            yield f", {cell.coordinate}: the text should wrap"
    if sheet.print_title_rows != f"${headers[0].row}:${headers[0].row}":
        yield f", row {headers[0].row}: this row should be printed on every page"


def _ends_the_worksheet(sheet: Worksheet, table: Table) -> Iterator[str]:
    """Checklist, "Start tables in column A": there is nothing beside or below a table."""
    first, last = table.ref.split(":")
    if not re.fullmatch(r"A\d+", first) or sheet.cell(sheet.max_row, sheet.max_column).coordinate != last:
        yield f", {table.ref}: the table should begin in column A, with nothing beside or below it"


def _has_no_blank(sheet: Worksheet, table: Table) -> Iterator[str]:
    """Checklist, "Remove blank rows and columns within tables": every cell has a value, even if it is [x]."""
    for cell in _body(sheet, table):
        if cell.value is None or (isinstance(cell.value, str) and not cell.value.strip()):
            yield f", {cell.coordinate}: there should be a value or shorthand, not a blank"


def _has_numbers_as_numbers(sheet: Worksheet, table: Table) -> Iterator[str]:
    """Checklist, "Store numbers as numbers"; numbers, their header and their shorthand are aligned right."""
    for header, *cells in zip(*sheet[table.ref], strict=True):
        said = [cell for cell in cells if not is_shorthand(cell)]
        typed = [cell for cell in said if isinstance(cell.value, str)]
        is_code = len(typed) == len(said) and _CODE.search(str(header.value))
        is_text = any(cell.is_date for cell in said) or not all(_NUMBER.fullmatch(cell.value) for cell in typed)
        if is_code or is_text or not said:
            continue
        yield from (f", {cell.coordinate}: a number should be stored as a number" for cell in typed)
        for cell in (header, *cells):
            if cell.alignment.horizontal != "right":
                yield f", {cell.coordinate}: numbers, their header and shorthand should be aligned right"


def _has_text_as_text(sheet: Worksheet, table: Table) -> Iterator[str]:
    """What an agency typed never becomes a formula, even if somebody edits the cell."""
    for cell in _body(sheet, table):
        if isinstance(cell.value, str) and cell.value.startswith(FORMULA_STARTS) and not cell.quotePrefix:
            yield f", {cell.coordinate}: text that begins like a formula should be marked as text"


def _body(sheet: Worksheet, table: Table) -> Iterator[Cell]:
    """Yield a table's cells below its header."""
    return (cell for row in sheet[table.ref][1:] for cell in row)


def is_shorthand(cell: Cell) -> bool:
    """Return whether a cell holds shorthand and nothing else."""
    return cell.value in SHORTHAND


_RULES = (
    _has_a_name,
    _has_one_header_row,
    _wraps_and_repeats_headers,
    _ends_the_worksheet,
    _has_no_blank,
    _has_numbers_as_numbers,
    _has_text_as_text,
)
