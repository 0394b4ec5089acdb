"""Partner workbooks: cover, contents, notes, then one worksheet for each table.

Here belongs how a workbook is laid out, marked and sealed. What it says comes from the extracts' SQL, which
numbers may be shown from disclosure control, and how one column is printed from `workbook_columns.py`.

gptables lays the sheets out by the Analysis Function's "Making spreadsheets accessible: a brief checklist of
the basics"; comments name the item a line is there for. openpyxl writes the document's properties, language
among them, which XlsxWriter cannot. Only that one part is replaced: passing every cell through openpyxl as
well would more than double the time and change nothing else.
"""

import datetime
import io
import os
import re
import textwrap
import warnings
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from gptables import Cover, GPTable, GPWorkbook
from openpyxl.packaging.core import DocumentProperties
from openpyxl.xml.constants import ARC_CORE
from openpyxl.xml.functions import tostring
from xlsxwriter.worksheet import Worksheet

from pipelines.lib.workbook_columns import (
    NOT_APPLICABLE,
    NOT_AVAILABLE,
    SHORTHAND,
    Column,
    printed_column,
    text_cell,
)

CREATOR = "Warwickshire hate crime data warehouse"
LANGUAGE = "en-GB"
CONTENTS, NOTES = "Contents", "Notes"
LINE = 110  # letters that fit across a printed page above a table
A4 = 9


@dataclass(frozen=True)
class Sheet:
    """One table on a worksheet of its own.

    Attributes:
        name: Label of the worksheet, 31 letters at most, and what the Excel table is named after.
        title: What the table shows, in plain English.
        notes: Sentences about this table, printed above it.
        source: Where the figures come from.
        frame: The table. Column names are the headers to print; numbers are numbers, dates are dates,
            a year or a code is text; a column of months has "month" in its name; missing is None.
    """

    name: str
    title: str
    notes: tuple[str, ...]
    source: str
    frame: pd.DataFrame


@dataclass(frozen=True)
class Workbook:
    """All that stands in a workbook.

    Attributes:
        title: Title of the cover and of the document.
        subject: The document's subject.
        marking: Security marking, such as `OFFICIAL-SENSITIVE`; printed on every worksheet.
        period: The months covered, such as `April 2015 to September 2017`.
        introduction: Paragraphs of the cover.
        contact: Whom to ask; may hold one link, `[words](address)`.
        notes: Name and text of each note. A note named after a shorthand, such as `[c]`, replaces its
            usual explanation.
        sheets: The tables, in order.
        created: The one moment the file states anywhere, so that the same input gives the same bytes.
    """

    title: str
    subject: str
    marking: str
    period: str
    introduction: tuple[str, ...]
    contact: str
    notes: tuple[tuple[str, str], ...]
    sheets: tuple[Sheet, ...]
    created: datetime.datetime


def write_workbook(workbook: Workbook, path: Path) -> None:
    """Write a workbook, the same bytes for the same input, whole or not at all.

    Args:
        workbook: What to write.
        path: The final name; its folder must exist.

    Raises:
        UserWarning: gptables or XlsxWriter would have left something out, such as a table whose headers
            differ in case only.
        XlsxWriterException: A worksheet's or table's name is too long, or used twice.
    """
    content = _sealed(_laid_out(workbook), workbook)
    partial = path.with_name(f".{path.name}.partial")
    try:
        with partial.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _laid_out(workbook: Workbook) -> bytes:
    """Return the workbook as gptables lays it out."""
    package = io.BytesIO()
    # Whatever an agency typed stays text: no formula, no link.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    tables = [_columns(sheet.frame) for sheet in workbook.sheets]
    used = frozenset().union({NOT_AVAILABLE}, *(column.shorthand for table in tables for column in table))
    meanings = SHORTHAND | dict(workbook.notes)
    with warnings.catch_warnings():
        # Both libraries warn and carry on where they leave out a table or a text; a partner would never know.
        warnings.simplefilter("error", UserWarning)
        book = GPWorkbook(package, options=options)
        _add_cover(book, workbook)
        _add_contents(book, workbook)
        _add_notes(book, workbook, {code: meanings[code] for code in sorted(used)})
        for sheet, columns in zip(workbook.sheets, tables, strict=True):
            _add_table(book, workbook, sheet, columns, meanings)
        book.close()
    return package.getvalue()


def _columns(frame: pd.DataFrame) -> list[Column]:
    """Return a table's columns as printed; a table without rows gets one that says so, as Excel needs one."""
    if frame.empty:
        frame = pd.DataFrame({header: [NOT_APPLICABLE] for header in frame.columns})
    return [printed_column(str(header), values) for header, values in frame.items()]


def _add_cover(book: GPWorkbook, workbook: Workbook) -> None:
    """Add the cover: title, marking, period, introduction, contact."""
    marking = [{"bold": True}, workbook.marking]
    intro = [marking, f"Period covered: {workbook.period}", *map(_plain, workbook.introduction)]
    worksheet = book.add_worksheet("Cover")
    worksheet.write_cover(Cover(title=workbook.title, intro=intro, contact=[workbook.contact]))
    _set_up_print(worksheet)


def _add_contents(book: GPWorkbook, workbook: Workbook) -> None:
    """Add the list of worksheets, each a link; gptables' own knows no way to list the notes."""
    titles = {NOTES: "Notes on the figures, and what the shorthand means"}
    titles |= {sheet.name: sheet.title for sheet in workbook.sheets}
    links = [{label: "internal:'{}'!A1".format(label.replace("'", "''"))} for label in titles]
    columns = [
        _text_column("Worksheet", links, width=250),
        _text_column("What it shows", [text_cell(title) for title in titles.values()], width=700),
    ]
    _add_worksheet(book, CONTENTS, columns, table_name="contents", title=CONTENTS, subtitles=[workbook.marking])


def _add_notes(book: GPWorkbook, workbook: Workbook, shorthand: dict[str, str]) -> None:
    """Add the notes, and the meaning of each shorthand that stands in some table."""
    notes = [
        *workbook.notes,
        *((code, text) for code, text in shorthand.items() if (code, text) not in workbook.notes),
    ]
    columns = [
        _text_column("Note", [text_cell(name) for name, _ in notes], width=250),
        _text_column("What it means", [text_cell(text) for _, text in notes], width=700),
    ]
    _add_worksheet(book, NOTES, columns, table_name="notes", title=NOTES, subtitles=[workbook.marking])


def _add_table(
    book: GPWorkbook, workbook: Workbook, sheet: Sheet, columns: Sequence[Column], meanings: dict[str, str]
) -> None:
    """Add one table's worksheet, with its notes and the meaning of its shorthand above it."""
    shorthand = sorted(frozenset().union(*(column.shorthand for column in columns)))
    notes = [*sheet.notes, *(f"{code}: {meanings[code]}" for code in shorthand)]
    _add_worksheet(
        book,
        sheet.name,
        columns,
        table_name=_table_name(sheet.name),
        title=_plain(sheet.title),
        subtitles=[workbook.period, workbook.marking],
        instructions=f"This worksheet contains one table. More about the figures is on the {NOTES} worksheet.",
        legend=[_plain(line) for note in notes for line in textwrap.wrap(note, LINE)],
        source=_plain(f"Source: {sheet.source}"),
        scope=f"[Back to {CONTENTS.lower()}](internal:'{CONTENTS}'!A1)",
    )


def _add_worksheet(book: GPWorkbook, label: str, columns: Sequence[Column], **about: object) -> None:
    """Add a worksheet that holds one table, whose columns say how they are printed.

    Args:
        book: The workbook it is added to.
        label: The worksheet's label.
        columns: The table.
        about: What gptables prints above the table, and the table's name.
    """
    frame = pd.DataFrame({column.header: pd.Series(column.cells, dtype=object) for column in columns})
    formats = [
        {"column": {"columns": [column.header], "format": column.cell_format, "include_names": True}}
        for column in columns
    ]
    table = GPTable(frame, index_columns={}, additional_formatting=formats, **about)
    worksheet = book.add_worksheet(label)
    worksheet.write_gptable(table, auto_width=False)
    for place, column in enumerate(columns):
        worksheet.set_column_pixels(place, place, column.width)
    # "Avoid adding filters and freeze panes": Excel shows a marked-up table's headers in place of the column
    # letters as the reader scrolls. On paper they are repeated.
    worksheet.repeat_rows(table.data_range[0])
    _set_up_print(worksheet)


def _set_up_print(worksheet: Worksheet) -> None:
    """Print on A4, landscape, one page wide; without headers and footers, which a screen reader skips."""
    worksheet.set_paper(A4)
    worksheet.set_landscape()
    worksheet.fit_to_pages(1, 0)


def _text_column(header: str, cells: Sequence[object], width: int) -> Column:
    """Return a column of text of a given width."""
    return Column(header, cells, {"align": "left"}, width, frozenset())


def _plain(text: str) -> list[object]:
    """Return text in the form in which gptables looks for no links."""
    return [{}, text]


def _table_name(name: str) -> str:
    """Return a name Excel takes for a table: letters, digits and underscores, not like a cell's (`Q1`)."""
    word = re.sub(r"\W+", "_", name)
    is_name = re.match(r"[^\W\d]", word) and not re.fullmatch(r"[a-z]{1,3}\d+|[rc]|r\d+c\d+", word.lower())
    return word if is_name else f"table_{word}"


def _sealed(package: bytes, workbook: Workbook) -> bytes:
    """Return the workbook with its properties written and every moment in it set to the workbook's own."""
    moment = workbook.created
    if moment.tzinfo is not None:
        moment = moment.astimezone(datetime.UTC).replace(tzinfo=None)
    properties = DocumentProperties(
        title=workbook.title,
        subject=workbook.subject,
        keywords=workbook.marking,
        category=workbook.marking,
        language=LANGUAGE,
        creator=CREATOR,
        lastModifiedBy=CREATOR,
        created=moment,
        modified=moment,
    )
    sealed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as parts, zipfile.ZipFile(sealed, "w") as whole:
        for name in parts.namelist():
            content = tostring(properties.to_tree()) if name == ARC_CORE else parts.read(name)
            part = zipfile.ZipInfo(name, moment.timetuple()[:6])
            whole.writestr(part, content, zipfile.ZIP_DEFLATED)
    return sealed.getvalue()
