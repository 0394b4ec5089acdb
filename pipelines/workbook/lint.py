"""Rules that every finished workbook keeps, so that none reaches a partner that breaks one.

Here: the checklist's rules about the workbook and its worksheets, read from the finished file. Those about tables are
`lint_table`, about the package `lint_package`; how a workbook comes to keep them is `workbook`. A
finding names a worksheet and a cell and says what is expected; never what stands there, which may be about somebody.
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
    """A workbook breaks a rule, so it can't go out: plain English, without what stands in a cell."""


def lint(path: Path) -> list[str]:
    """Return what is wrong with a finished workbook; nothing, where it keeps every rule.

    Args:
        path: The workbook.

    Returns:
        A sentence for each fault: worksheet, cell, what is expected.
    """
    found = lint_package(path)
    with path.open("rb") as file:  # by its name, openpyxl would refuse one that is not final
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
            yield f"the document's properties: {name} is expected to be set"


def _opens_at_its_beginning(book: Workbook) -> Iterator[str]:
    """Checklist, "Position the cursor in cell A1 of the first worksheet"."""
    if book.active is not book.worksheets[0]:
        yield f"{book.worksheets[0].title}: it is expected to be the worksheet that opens"
    for sheet in book.worksheets:
        if bool(sheet.sheet_view.tabSelected) != (sheet is book.worksheets[0]):
            yield f"{sheet.title}: the first worksheet is expected to be selected, and no other"
        if any(selected.activeCell != "A1" for selected in sheet.sheet_view.selection):
            yield f"{sheet.title}: the cursor is expected in A1"


def _links_lead_somewhere(book: Workbook) -> Iterator[str]:
    """Checklist, "Check that links work"; contents lead to every worksheet after them."""
    led_to = set()
    for sheet in book.worksheets:
        for cell in (cell for cell in _cells(sheet) if cell.hyperlink):
            target, _, place = (cell.hyperlink.location or "").rpartition("!")
            label = target.removeprefix("'").removesuffix("'").replace("''", "'")
            if cell.hyperlink.location and (label not in book.sheetnames or place != "A1"):
                yield f"{sheet.title}, {cell.coordinate}: a link is expected to lead to A1 of a worksheet that is there"
            led_to |= {label} if sheet.title == CONTENTS else set()
    if CONTENTS not in book.sheetnames:
        yield f"a worksheet {CONTENTS} is expected"
    for name in book.sheetnames:
        if name not in (COVER, CONTENTS) and name not in led_to:
            yield f"{CONTENTS}: a link to {name} is expected"


def _is_marked(book: Workbook) -> Iterator[str]:
    """The marking stands above the table of every worksheet, as in the document's properties."""
    for sheet in book.worksheets:
        if book.properties.keywords not in [cell.value for (cell,) in sheet["A1:A3"]]:
            yield f"{sheet.title}: the marking is expected in A2 or A3"


def _has_nothing_hidden(sheet: Worksheet) -> Iterator[str]:
    """Checklist, "Don't hide rows, columns or worksheets"."""
    if sheet.sheet_state != "visible":
        yield ": it is expected to be visible"
    for row, dimension in sheet.row_dimensions.items():
        if dimension.hidden or dimension.height == 0:
            yield f", row {row}: it is expected to be visible"
    for column, dimension in sheet.column_dimensions.items():
        if dimension.hidden or dimension.width == 0:
            yield f", column {column}: it is expected to be visible"


def _is_plain(sheet: Worksheet) -> Iterator[str]:
    """Checklist: no merged cells; no filters, no freeze panes; no headers and footers, no floating objects."""
    for merged in sheet.merged_cells.ranges:
        yield f", {merged.coord}: no merged cells are expected"
    if sheet.freeze_panes or sheet.auto_filter.ref or any(table.autoFilter for table in sheet.tables.values()):
        yield ": no frozen panes and no filter are expected"
    around = (
        sheet.oddHeader,
        sheet.oddFooter,
        sheet.evenHeader,
        sheet.evenFooter,
        sheet.firstHeader,
        sheet.firstFooter,
    )
    if any(part.text for each in around for part in (each.left, each.center, each.right)):
        yield ": no header or footer of the page is expected"
    if sheet.conditional_formatting or sheet.data_validations.dataValidation:
        yield ": no conditional formatting and no validation of what is typed are expected"


def _holds_text_and_numbers(sheet: Worksheet) -> Iterator[str]:
    """No cell is a formula, an error or commented."""
    for cell in _cells(sheet):
        if cell.data_type in ("f", "e"):
            yield f", {cell.coordinate}: text or a number is expected, not a formula or an error"
        if cell.comment:
            yield f", {cell.coordinate}: no comment is expected"


def _has_one_table(sheet: Worksheet) -> Iterator[str]:
    """Checklist, "Mark up tables" and "Only use one table per worksheet"; the cover has none."""
    expected = int(sheet.title != COVER)
    if len(sheet.tables) != expected:
        yield f": {'one table is' if expected else 'no table is'} expected, marked up as one"


def _begins_with_its_title(sheet: Worksheet) -> Iterator[str]:
    """Checklist, "Don't leave blank rows": from the title in A1 down, no row is empty."""
    for cell in sheet["A"]:
        if cell.value is None:
            yield f", {cell.coordinate}: text is expected, no blank row"


def _explains_shorthand(sheet: Worksheet) -> Iterator[str]:
    """Checklist, "Explain symbols and shorthand": on the worksheet where it stands, above the table."""
    used = {cell.value for cell in _cells(sheet) if is_shorthand(cell)}
    explained = {str(cell.value).partition(" ")[0] for cell in sheet["A"] if not is_shorthand(cell)}
    if sheet.title == NOTES:  # they name each in one column, and say what it means in the next
        explained |= {name.value for name, meaning in sheet.iter_rows(max_col=2) if meaning.value}
    for code in sorted(used - explained):
        yield f": {code} is expected to be explained above the table"


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
