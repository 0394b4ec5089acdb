"""Reading CSV files as they were sent, with quotation marks as in RFC 4180.

Here: finding the header and what separates cells, and separating the cells of each row. `text_file` turns bytes into
text, and `footer` tells rows from notes.
"""

import csv
import re
import sys
import zipfile
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from pipelines.files.footer import table_rows
from pipelines.files.headers import HEADER_WITHIN, missing_columns
from pipelines.files.legible import visible
from pipelines.files.places import named, which
from pipelines.files.refusal import Refusal
from pipelines.files.sheets import WIDEST, Row, Sheet
from pipelines.files.text_file import TextFile
from schemas.contract import Table

#: What may separate cells, the usual first. A first line `sep=` may name another.
_SEPARATORS = (",", ";", "\t", "|")
_STATED = re.compile(r'"?sep=(?P<separator>[^\w\s"]|\t)"?\W*', re.IGNORECASE)


class _Record(NamedTuple):
    """A row as its file has it; `has_end` says that its last line has an end, which only a file's last may lack."""

    row: Row
    has_end: bool


class _Head(NamedTuple):
    """Where a header may be: how many required columns it lacks, what separates its cells, and the rows above it."""

    missing: int
    separator: str
    header: Row
    above: list[Row]


def read_csv(path: Path | zipfile.Path, table: Table, name: str | None = None) -> Sheet:
    """Read a CSV file. A row that is badly quoted, cut short or has too many cells comes with its problem.

    The header is the first row, among the first 15, that has every required column, whatever separates its cells.

    Args:
        path: The file, which may be in a zip.
        table: The contract.
        name: The sender's name for the file, if that is more than the file's own name.

    Raises:
        Refusal: if the file is empty or isn't text, has a quotation mark that is never closed, has a header wider than
            any table, or has no row with any of the required columns.
    """
    text = TextFile(path, name or path.name)
    head = _head(text, table)
    width = len(head.header.cells)
    if width > WIDEST:
        reason = f"the first row has {width:,} cells, but a header can have at most {WIDEST:,}"
        raise Refusal(text.name, f"{reason}; send the file again with the contract's columns")
    preamble = [row.cells for row in head.above]
    sheet = Sheet(text.name, [cell.strip() for cell in head.header.cells], iter(()), preamble=preamble)
    sheet.assumed += text.assumed
    below = (each for each in _records(text, head.separator) if each.row.number > head.header.number)
    sheet.rows = _noting_short(sheet, table_rows(table, sheet, _squared(below, width)))
    return sheet


def _head(text: TextFile, table: Table) -> _Head:
    """Find the header, or the row that is most like one."""
    required = len(missing_columns(table, []))
    heads: list[_Head] = []
    faults: list[Refusal] = []
    for separator in _separators(text):
        above: list[Row] = []
        try:
            with closing(_records(text, separator)) as records:
                for row, _ in records:
                    if row.number > HEADER_WITHIN:
                        break
                    heads.append(_Head(len(missing_columns(table, row.cells)), separator, row, list(above)))
                    if heads[-1].missing == 0:
                        return heads[-1]
                    above.append(row)
        except Refusal as fault:
            faults.append(fault)
    if faults:
        raise faults[0]
    if not any(head.separator == _SEPARATORS[0] for head in heads):
        raise Refusal(text.name, "the file is empty; send it again with its header and rows")
    nearest = min(heads, key=lambda head: head.missing)
    if nearest.missing == required:
        raise Refusal(
            text.name,
            f"none of its first {HEADER_WITHIN} rows has any of the required columns, so its first line, or what "
            "separates its cells, is wrong; send it again with the contract's column names in the first line and "
            "commas between cells",
        )
    return nearest


def _separators(text: TextFile) -> list[str]:
    with text.lines() as lines:
        stated = _STATED.fullmatch(visible(next(lines, "")))
    return list(dict.fromkeys([*([stated["separator"]] if stated else []), *_SEPARATORS]))


def _records(text: TextFile, separator: str) -> Generator[_Record]:
    """Yield the rows that aren't blank, with their numbers in the file."""
    csv.field_size_limit(sys.maxsize)
    with text.lines() as file:
        lines: list[str] = []
        reader = csv.reader(_remembered(file, lines), delimiter=separator, strict=True)
        number = 0
        while True:
            number += 1
            opened_at = reader.line_num + 1
            lines.clear()
            try:
                row = Row(number, next(reader))
            except StopIteration:
                return
            except csv.Error as error:
                if "unexpected end" in str(error):
                    reason = (
                        f"a quotation mark opened in row {number} (line {opened_at} of the file) is never closed, "
                        "so the rest can't be read; send the complete file again"
                    )
                    raise Refusal(text.name, reason) from None
                as_sent = "".join(lines).rstrip("\r\n")
                row = Row(number, [as_sent], "its quotation marks are broken, so its cells can't be separated")
            if any(map(visible, row.cells)):
                yield _Record(row, lines[-1].endswith(("\n", "\r")))


def _remembered(file: Iterable[str], lines: list[str]) -> Iterator[str]:
    """Pass lines on and keep them, so that a row whose cells can't be separated can still be shown as sent."""
    for line in file:
        lines.append(line)
        yield line


def _squared(records: Iterator[_Record], width: int) -> Iterator[Row]:
    """Yield rows without surplus empty cells. Surplus text, and a last row that is cut short, are problems."""
    for row, has_end in records:
        sent = len(row.cells)
        if sent == width or row.problem is not None:
            yield row
        elif any(map(visible, row.cells[width:])):
            yield row._replace(problem=f"has {_cells(sent, width)}")
        elif sent < width and not has_end:
            yield row._replace(problem=f"is cut short: it has {_cells(sent, width)}, and its line has no end")
        else:
            yield row._replace(cells=row.cells[:width])


def _cells(sent: int, width: int) -> str:
    return f"{sent} cell{'s' * (sent != 1)}, but the header has {width}"


def _noting_short(sheet: Sheet, rows: Iterator[Row]) -> Iterator[Row]:
    """Yield rows, and say afterwards which of them lacked cells at their end."""
    short: list[int] = []
    for row in rows:
        if row.problem is None and len(row.cells) < len(sheet.header):
            short.append(row.number)
        yield row
    if short:
        have = which(short, "has", "have")
        sheet.assumed.append(f"{named(short)} {have} fewer cells than the header; those missing at the end are empty")
