"""Rules that every finished workbook keeps, so that no workbook that breaks one reaches a partner.

Here: the checklist's rules about the workbook and its worksheets, checked in the finished file. `lint_table` has the
rules about tables, `lint_package` those about the package, and `workbook` keeps them all. A finding names a worksheet
and a cell and says what should be there. It never quotes the cell, which may be about somebody.
"""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.workbook.lint_package import lint_package
from pipelines.workbook.lint_table import is_shorthand, lint_table

COVER, CONTENTS, NOTES = "Cover", "Contents", "Notes"


class WorkbookFault(Exception):
    """A workbook breaks a rule, so it can't be sent. The message is plain English and never quotes a cell."""


def lint(path: Path) -> list[str]:
    """Return what is wrong with a finished workbook; nothing if it keeps every rule.

    Args:
        path: The workbook.

    Returns:
        A sentence for each fault: worksheet, cell, what should be there.
    """
    found = lint_package(path)
    with path.open("rb") as file:  # openpyxl refuses a temporary name
        book = openpyxl.load_workbook(file)
    found += [finding for rule in _BOOK_RULES for finding in rule(book)]
    for sheet in book.worksheets:
        found += [f"{sheet.title}{finding}" for rule in _SHEET_RULES for finding in rule(sheet)]
        for table in sheet.tables.values():
            found += [f"{sheet.title}{finding}" for finding in lint_table(sheet, table)]
    return found


def _is_told_of(book: Workbook) -> Iterator[str]:
    """Checklist, "Add document information": title, subject, language; and the marking among keywords and category."""
    properties = book.properties
    for name in ("title", "subject", "language", "keywords", "category"):
        if not getattr(properties, name):
            yield f"the document's properties: {name} should be set"


def _opens_at_its_beginning(book: Workbook) -> Iterator[str]:
    """Checklist, "Position the cursor in cell A1 of the first worksheet"."""
    if book.active is not book.worksheets[0]:
        yield f"{book.worksheets[0].title}: the workbook should open at this worksheet"
    for sheet in book.worksheets:
        if bool(sheet.sheet_view.tabSelected) != (sheet is book.worksheets[0]):
            yield f"{sheet.title}: only the first worksheet should be selected"
        if any(selected.activeCell != "A1" for selected in sheet.sheet_view.selection):
            yield f"{sheet.title}: the cursor should be in A1"


def _links_lead_somewhere(book: Workbook) -> Iterator[str]:
    """Checklist, "Check that links work"; the contents link to every worksheet after them."""
    led_to = set()
    for sheet in book.worksheets:
        for cell in (cell for cell in _cells(sheet) if cell.hyperlink):
            target, _, place = (cell.hyperlink.location or "").rpartition("!")
            label = target.removeprefix("'").removesuffix("'").replace("''", "'")
            if cell.hyperlink.location and (label not in book.sheetnames or place != "A1"):
                yield f"{sheet.title}, {cell.coordinate}: a link should lead to A1 of a worksheet in this workbook"
            led_to |= {label} if sheet.title == CONTENTS else set()
    if CONTENTS not in book.sheetnames:
        yield f"there should be a worksheet {CONTENTS}"
    for name in book.sheetnames:
        if name not in (COVER, CONTENTS) and name not in led_to:
            yield f"{CONTENTS}: there should be a link to {name}"


def _is_marked(book: Workbook) -> Iterator[str]:
    """The marking in the document's properties is above the table on every worksheet."""
    for sheet in book.worksheets:
        if book.properties.keywords not in [cell.value for (cell,) in sheet["A1:A3"]]:
            yield f"{sheet.title}: the marking should be in A2 or A3"


def _has_nothing_hidden(sheet: Worksheet) -> Iterator[str]:
    """Checklist, "Don't hide rows, columns or worksheets"."""
    if sheet.sheet_state != "visible":
        yield ": this worksheet should be visible"
    for row, dimension in sheet.row_dimensions.items():
        if dimension.hidden or dimension.height == 0:
            yield f", row {row}: this row should be visible"
    for column, dimension in sheet.column_dimensions.items():
        if dimension.hidden or dimension.width == 0:
            yield f", column {column}: this column should be visible"


def _is_plain(sheet: Worksheet) -> Iterator[str]:
    """Checklist: no merged cells; no filters, no freeze panes; no headers and footers, no floating objects."""
    for merged in sheet.merged_cells.ranges:
        yield f", {merged.coord}: there should be no merged cells"
    if sheet.freeze_panes or sheet.auto_filter.ref or any(table.autoFilter for table in sheet.tables.values()):
        yield ": there should be no frozen panes and no filter"
    around = (
        sheet.oddHeader,
        sheet.oddFooter,
        sheet.evenHeader,
        sheet.evenFooter,
        sheet.firstHeader,
        sheet.firstFooter,
    )
    if any(part.text for each in around for part in (each.left, each.center, each.right)):
        yield ": there should be no page header or footer"
    if sheet.conditional_formatting or sheet.data_validations.dataValidation:
        yield ": there should be no conditional formatting and no data validation"


def _holds_text_and_numbers(sheet: Worksheet) -> Iterator[str]:
    """No cell holds a formula or an error, or has a comment."""
    for cell in _cells(sheet):
        if cell.data_type in ("f", "e"):
            yield f", {cell.coordinate}: there should be text or a number, not a formula or an error"
        if cell.comment:
            yield f", {cell.coordinate}: there should be no comment"


def _has_one_table(sheet: Worksheet) -> Iterator[str]:
    """Checklist, "Mark up tables" and "Only use one table per worksheet"; the cover has none."""
    expected = int(sheet.title != COVER)
    if len(sheet.tables) != expected:
        yield f": there should be {'one table, marked up as one' if expected else 'no table'}"


def _begins_with_its_title(sheet: Worksheet) -> Iterator[str]:
    """Checklist, "Don't leave blank rows": from the title in A1 down, no row is empty."""
    for cell in sheet["A"]:
        if cell.value is None:
            yield f", {cell.coordinate}: there should be text here, not a blank row"


def _explains_shorthand(sheet: Worksheet) -> Iterator[str]:
    """Checklist, "Explain symbols and shorthand": on the worksheet that uses them, above the table."""
    used = {cell.value for cell in _cells(sheet) if is_shorthand(cell)}
    explained = {str(cell.value).partition(" ")[0] for cell in sheet["A"] if not is_shorthand(cell)}
    if sheet.title == NOTES:  # one column names the shorthand, and the next says what it means
        explained |= {name.value for name, meaning in sheet.iter_rows(max_col=2) if meaning.value}
    for code in sorted(used - explained):
        yield f": {code} should be explained above the table"


def _cells(sheet: Worksheet) -> Iterator[Cell]:
    return (cell for row in sheet.iter_rows() for cell in row)


_BOOK_RULES = (_is_told_of, _opens_at_its_beginning, _links_lead_somewhere, _is_marked)
_SHEET_RULES = (
    _has_nothing_hidden,
    _is_plain,
    _holds_text_and_numbers,
    _has_one_table,
    _begins_with_its_title,
    _explains_shorthand,
)
