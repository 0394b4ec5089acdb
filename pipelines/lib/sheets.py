"""Files as sent, read to text: a header, and rows of cells with their row number in the file.

Here: CSV and Excel, their encodings, preambles and footers. What a cell means is read elsewhere
(`pipelines.lib.values`); a cell typed by Excel becomes the text that reads to the same value.
"""

import codecs
import csv
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from python_calamine import CalamineError, CalamineWorkbook

from pipelines.lib.refusal import Refusal

#: The header row is the first within this many that holds every required column (contracts, "Reading cells").
HEADER_WITHIN = 15

_READ_BYTES = 1 << 20

Cell = str | float | bool | date | datetime | time | timedelta


class Row(NamedTuple):
    """A row as sent: its number in the file (the header of a CSV file is row 1), cells, and what is wrong."""

    number: int
    cells: list[str]
    problem: str | None = None


@dataclass
class Sheet:
    """A table as sent. `footer` is filled while `rows` are read."""

    file: str
    header: list[str]
    rows: Iterator[Row]
    preamble: list[list[str]] = field(default_factory=list)
    footer: list[list[str]] = field(default_factory=list)


def read_csv(path: Path) -> Sheet:
    """Read a CSV file, quoted as RFC 4180, in UTF-8 with or without a byte order mark or in Windows-1252.

    A row whose number of cells is not the header's, or whose quoting is broken, is given with its problem.

    Raises:
        Refusal: if the file is empty, is in another encoding, or opens a quote that it never closes.
    """
    rows = _csv_rows(path)
    header = next(rows, None)
    if header is None:
        raise Refusal(path.name, "the file is empty; send it again with its header and rows")
    return Sheet(path.name, [cell.strip() for cell in header.cells], _squared(rows, len(header.cells)))


def read_workbook(path: Path, sheet_name: str, missing_columns: Callable[[Sequence[str]], list[str]]) -> Sheet:
    """Read one sheet of an Excel workbook, without its preamble, blank rows and footer.

    Args:
        path: The workbook.
        sheet_name: The sheet's name, matched without regard to case.
        missing_columns: Which required columns a row does not hold; the header row is the first that holds all.

    Raises:
        Refusal: if the workbook can't be read, or has no such sheet or no header row within the first rows.
    """
    rows = _workbook_rows(path, sheet_name)
    preamble: list[list[str]] = []
    nearest: list[str] | None = None
    for row in islice(rows, HEADER_WITHIN):
        missing = missing_columns(row.cells)
        if not missing:
            sheet = Sheet(path.name, row.cells, iter(()), preamble)
            sheet.rows = _without_footer(rows, sheet.footer)
            return sheet
        preamble.append(row.cells)
        nearest = missing if nearest is None or len(missing) < len(nearest) else nearest
    raise Refusal(
        path.name,
        f"sheet {sheet_name} has no header row within its first {HEADER_WITHIN} rows: missing or renamed "
        f"{'is' if nearest and len(nearest) == 1 else 'are'} {', '.join(nearest or ['all columns'])}; "
        "send it again with the contract's column names",
    )


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(4)
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise Refusal(path.name, "the file is in UTF-16; save it as CSV UTF-8 and send it again")
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while chunk := file.read(_READ_BYTES):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def _csv_rows(path: Path) -> Iterator[Row]:
    csv.field_size_limit(sys.maxsize)
    try:
        with path.open(encoding=_encoding(path), newline="") as file:
            lines: list[str] = []
            reader = csv.reader(_remembered(file, lines), strict=True)
            number = 0
            while True:
                number += 1
                opened_at = reader.line_num + 1
                lines.clear()
                try:
                    cells = next(reader)
                except StopIteration:
                    return
                except csv.Error as error:
                    if "unexpected end" in str(error):
                        reason = (
                            f"a quote opened in row {number} (line {opened_at} of the file) is never closed, "
                            "so the rest can't be read; send the file again, whole"
                        )
                        raise Refusal(path.name, reason) from None
                    as_sent = "".join(lines).rstrip("\r\n")
                    yield Row(number, [as_sent], "its quotation marks are broken, so its cells can't be told apart")
                    continue
                if any(cell.strip() for cell in cells):
                    yield Row(number, cells)
    except UnicodeDecodeError:
        raise Refusal(path.name, "the file is neither UTF-8 nor Windows-1252 text; save it as CSV UTF-8") from None
    except OSError as error:
        raise Refusal(path.name, f"the file can't be opened ({error.strerror})") from None


def _remembered(file: Iterable[str], lines: list[str]) -> Iterator[str]:
    """Pass lines on and keep them, so that a row that can't be told apart is still known as it was sent."""
    for line in file:
        lines.append(line)
        yield line


def _squared(rows: Iterator[Row], width: int) -> Iterator[Row]:
    for row in rows:
        if row.problem is None and len(row.cells) != width:
            problem = f"has {len(row.cells)} cells where the header has {width}"
            yield Row(row.number, row.cells, problem)
        else:
            yield row


def _workbook_rows(path: Path, sheet_name: str) -> Iterator[Row]:
    try:
        workbook = CalamineWorkbook.from_path(str(path))
        named = {name.casefold(): name for name in workbook.sheet_names}
        if sheet_name.casefold() not in named:
            raise Refusal(path.name, f"there is no sheet named {sheet_name}; send it with that sheet")
        sheet = workbook.get_sheet_by_name(named[sheet_name.casefold()])
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            yield Row(number, [cell_text(cell) for cell in cells])
    except (CalamineError, OSError):
        reason = "the workbook can't be opened: it is damaged, cut short, or not an Excel workbook; send it again"
        raise Refusal(path.name, reason) from None


def _without_footer(rows: Iterator[Row], footer: list[list[str]]) -> Iterator[Row]:
    for row in rows:
        first = next((cell.strip() for cell in row.cells[:1]), "")
        if first.casefold().startswith("total"):
            footer.append(row.cells)
        elif any(cell.strip() for cell in row.cells):
            yield row


def cell_text(cell: Cell) -> str:
    """Return an Excel cell as the text that reads to the same value: ISO for dates, no `.0` for whole numbers."""
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return cell.isoformat(" ") if isinstance(cell, datetime) else str(cell)
