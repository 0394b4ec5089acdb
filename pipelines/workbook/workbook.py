"""Partner workbooks: cover, contents, notes, then one worksheet for each table.

Here: which worksheets there are and what is printed above each table. `sheet` sets up a worksheet, `cover_layout` the
cover, `column` one column and `file` the file itself. The words come from the extracts; disclosure control decides
which numbers may be shown.

gptables lays out the worksheets by the Analysis Function's "Making spreadsheets accessible: a brief checklist of the
basics". These modules call it the checklist.
"""

import datetime
import io
import textwrap
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from gptables import GPWorkbook

from pipelines.workbook.column import NOT_APPLICABLE, NOT_AVAILABLE, SHORTHAND, TEXT, Column, printed_column, text_cell
from pipelines.workbook.cover_layout import add_cover
from pipelines.workbook.file import write_file
from pipelines.workbook.sheet import add_worksheet, link, plain, table_name

CONTENTS, NOTES = "Contents", "Notes"
NARROW, WIDE = 250, 700  # pixels: the two columns of contents and notes
LINE = 110  # letters in a line above a table, across a printed page
CHANGES, GAPS = "What has changed since last time", "What is missing from the figures"


@dataclass(frozen=True)
class Sheet:
    """One table on a worksheet of its own.

    Attributes:
        name: Label of the worksheet, 31 letters at most. The Excel table is named after it.
        title: What the table shows, in plain English.
        notes: Sentences about this table, printed above it.
        source: Where the figures come from.
        frame: The table. Column names are the headers to print. Numbers are numbers, dates are dates, and a year or a
            code is text. A column of months has "month" in its name. A missing value is None.
    """

    name: str
    title: str
    notes: tuple[str, ...]
    source: str
    frame: pd.DataFrame


@dataclass(frozen=True)
class Workbook:
    """Everything in a workbook.

    Attributes:
        title: Title of the cover and of the document.
        subject: The document's subject.
        marking: Security marking, such as `OFFICIAL-SENSITIVE`; printed on every worksheet.
        period: The months covered, such as `April 2015 to September 2017`.
        introduction: Opening paragraphs of the cover.
        changes: Sentences of the cover: what has changed since the figures issued before.
        gaps: Sentences of the cover: what is missing from the figures.
        contact: Whom to ask; may contain one link, `[words](address)`.
        notes: Name and text of each note. A note named after a shorthand, such as `[c]`, replaces the usual
            explanation.
        sheets: The tables, in order.
        created: The only date and time in the file, so that the same input gives the same bytes.
    """

    title: str
    subject: str
    marking: str
    period: str
    introduction: tuple[str, ...]
    changes: tuple[str, ...]
    gaps: tuple[str, ...]
    contact: str
    notes: tuple[tuple[str, str], ...]
    sheets: tuple[Sheet, ...]
    created: datetime.datetime


def write_workbook(workbook: Workbook, path: Path) -> None:
    """Write a complete workbook or nothing, with the same bytes for the same input.

    Args:
        workbook: The workbook to write.
        path: The final name; its folder must exist.

    Raises:
        ValueError: a header is empty, repeated, or contains `$$`.
        UserWarning: gptables or XlsxWriter would have left something out, such as a table with two headers that differ
            only in case.
        WorkbookFault: the finished file breaks a rule in the checklist.
        XlsxWriterException: a worksheet's label is one that Excel does not accept, or is repeated.
    """
    write_file(
        _laid_out(workbook),
        path,
        title=workbook.title,
        subject=workbook.subject,
        marking=workbook.marking,
        created=workbook.created,
    )


def _laid_out(workbook: Workbook) -> bytes:
    """Return the workbook as gptables lays it out."""
    package = io.BytesIO()
    # Whatever an agency typed stays text. It never becomes a formula or a link.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    tables = [_columns(sheet.frame) for sheet in workbook.sheets]
    meanings = SHORTHAND | dict(workbook.notes)
    with warnings.catch_warnings():
        # If they leave out a table or a text, both libraries only warn and carry on, and the partner wouldn't know.
        warnings.simplefilter("error", UserWarning)
        # gptables 2.0 calls pandas in ways that pandas 4 will drop.
        warnings.filterwarnings("ignore", category=DeprecationWarning, module="gptables")
        book = GPWorkbook(package, options=options)
        _add_cover(book, workbook)
        _add_contents(book, workbook)
        _add_notes(book, workbook, _shorthand([column for table in tables for column in table]))
        for sheet, columns in zip(workbook.sheets, tables, strict=True):
            _add_table(book, workbook, sheet, columns, meanings)
        book.close()
    return package.getvalue()


def _columns(frame: pd.DataFrame) -> list[Column]:
    """Return a table's columns as printed. A table without rows gets a row of `[z]`, because Excel requires a row."""
    if frame.empty:
        frame = pd.DataFrame({header: [NOT_APPLICABLE] for header in frame.columns})
    return [printed_column(str(header), values) for header, values in frame.items()]


def _shorthand(columns: Sequence[Column]) -> list[str]:
    """Return the shorthand used in any of these columns, sorted."""
    return sorted(frozenset[str]().union(*(column.shorthand for column in columns)))


def _add_cover(book: GPWorkbook, workbook: Workbook) -> None:
    add_cover(
        book,
        title=workbook.title,
        marking=workbook.marking,
        introduction=[f"Period covered: {workbook.period}", *workbook.introduction],
        sections={CHANGES: workbook.changes, GAPS: workbook.gaps},
        contact=workbook.contact,
    )


def _add_contents(book: GPWorkbook, workbook: Workbook) -> None:
    """Add the list of worksheets, each a link. The list that gptables makes would leave out the notes."""
    titles = {NOTES: "Notes on the figures, and what the shorthand means"}
    titles |= {sheet.name: sheet.title for sheet in workbook.sheets}
    columns = [
        Column("Worksheet", [{label: link(label)} for label in titles], TEXT, NARROW),
        Column("What it shows", [text_cell(title) for title in titles.values()], TEXT, WIDE),
    ]
    _add_list(book, CONTENTS, columns, workbook.marking)


def _add_notes(book: GPWorkbook, workbook: Workbook, shorthand: Sequence[str]) -> None:
    """Add the notes, then the meaning of each shorthand in the tables. `[x]` is always explained."""
    notes = dict(workbook.notes)
    notes |= {code: SHORTHAND[code] for code in sorted({NOT_AVAILABLE, *shorthand}) if code not in notes}
    columns = [
        Column("Note", [text_cell(name) for name in notes], TEXT, NARROW),
        Column("What it means", [text_cell(text) for text in notes.values()], TEXT, WIDE),
    ]
    _add_list(book, NOTES, columns, workbook.marking)


def _add_list(book: GPWorkbook, label: str, columns: Sequence[Column], marking: str) -> None:
    """Add one of the two worksheets about the workbook itself."""
    add_worksheet(
        book,
        label,
        columns,
        table_name=label.lower(),
        title=label,
        subtitles=[marking],
        instructions="This worksheet contains one table.",
    )


def _add_table(
    book: GPWorkbook, workbook: Workbook, sheet: Sheet, columns: Sequence[Column], meanings: dict[str, str]
) -> None:
    """Add one table's worksheet, with its notes and the meaning of its shorthand above the table."""
    notes = [*sheet.notes, *(f"{code} {meanings[code]}" for code in _shorthand(columns))]
    add_worksheet(
        book,
        sheet.name,
        columns,
        table_name=table_name(sheet.name),
        title=plain(sheet.title),
        subtitles=[workbook.marking],
        instructions=f"This worksheet contains one table. The {NOTES} worksheet says more about the figures.",
        # Text above a table doesn't wrap, or the first column would have to be as wide as a page.
        legend=[plain(line) for note in notes for line in textwrap.wrap(note, LINE)],
        source=plain(f"Source: {sheet.source}"),
        scope=f"[Back to {CONTENTS.lower()}]({link(CONTENTS)})",
    )
