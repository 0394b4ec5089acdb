"""One worksheet with one table on it, as gptables lays it out.

Here: what is the same for every worksheet: names, widths, heights, print set-up. `workbook` decides what goes on which
worksheet; `column` decides how one column is printed.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

import pandas as pd
from gptables import GPTable, GPWorkbook
from xlsxwriter.worksheet import Worksheet

from pipelines.workbook.column import Column

A4 = 9
LINE_HEIGHT = 15.75  # points: Arial 12, which gptables uses


def add_worksheet(book: GPWorkbook, label: str, columns: Sequence[Column], **about: object) -> None:
    """Add a worksheet that holds one table.

    There are no frozen panes (checklist, "Avoid adding filters and freeze panes": on a magnified screen they leave no
    room to read). As the reader scrolls, Excel shows a marked-up table's headers in place of the column letters. On
    paper they are repeated.

    Args:
        book: The workbook to add it to.
        label: The worksheet's label.
        columns: The table; each column says how it is printed.
        about: GPTable's other arguments: the table's name, its title and the text above it.
    """
    frame = pd.DataFrame({place: list(column.cells) for place, column in enumerate(columns)}, dtype=object)
    frame.columns = pd.Index([column.header for column in columns])
    table = GPTable(frame, index_columns={}, additional_formatting=_formats(columns), **about)
    worksheet = book.add_worksheet(label)
    worksheet.write_gptable(table, auto_width=False)
    for place, column in enumerate(columns):
        worksheet.set_column_pixels(place, place, column.width)
    header_row = table.data_range[0]
    # Excel makes rows tall enough for wrapped text when it opens a file; other programs don't.
    for row, lines in enumerate(zip(*(column.lines() for column in columns), strict=True), start=header_row):
        if max(lines) > 1:
            worksheet.set_row(row, max(lines) * LINE_HEIGHT)
    worksheet.repeat_rows(header_row)
    set_up_print(worksheet)


def set_up_print(worksheet: Worksheet) -> None:
    """Print on A4, landscape, one page wide. Checklist: no headers and footers, which screen readers skip."""
    worksheet.set_paper(A4)
    worksheet.set_landscape()
    worksheet.fit_to_pages(1, 0)


def plain(text: str, **text_format: object) -> list[object]:
    """Return text, formatted or not, in a form that gptables doesn't search for links."""
    return [text_format, text]


def link(label: str) -> str:
    """Return the address of a worksheet's first cell: a link, not a HYPERLINK formula."""
    return "internal:'{}'!A1".format(label.replace("'", "''"))


def table_name(label: str) -> str:
    """Return a table name that Excel accepts: letters, digits and underscores, and not a cell's name (`Q1`)."""
    word = re.sub(r"\W+", "_", label)
    is_name = re.match(r"[^\W\d]", word) and not re.fullmatch(r"[a-z]{1,3}\d+|[rc]|r\d+c\d+", word.lower())
    return word if is_name else f"table_{word}"


def _formats(columns: Sequence[Column]) -> list[dict[str, object]]:
    """Return each column's format as gptables takes it. Text that follows numbers is indented, away from them."""
    sides = [column.cell_format["align"] for column in columns]
    indents = [int(pair == ("right", "left")) for pair in pairwise(["left", *sides])]
    return [
        {"column": {"columns": [c.header], "format": {**c.cell_format, "indent": indent}, "include_names": True}}
        for c, indent in zip(columns, indents, strict=True)
    ]
