"""Reading CSV files as they were sent, with quotation marks as in RFC 4180."""

import csv
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipelines.files.refusal import Refusal
from pipelines.files.sheets import WIDEST, Row, Sheet
from pipelines.files.text_file import open_text


def read_csv(path: Path, name: str | None = None) -> Sheet:
    """Read a CSV file. A row that is badly quoted, or has too many or too few cells, comes with its problem.

    Args:
        path: The file.
        name: The sender's name for the file, if that is more than the file's own name.

    Raises:
        Refusal: if the file is empty, is in another encoding, has a quotation mark that is never closed, or has a
            header wider than any table.
    """
    name = name or path.name
    rows = _rows(path, name)
    header = next(rows, None)
    if header is None:
        raise Refusal(name, "the file is empty; send it again with its header and rows")
    width = len(header.cells)
    if width > WIDEST:
        reason = f"the first row has {width:,} cells, but a header can have at most {WIDEST:,}"
        raise Refusal(name, f"{reason}; send the file again with the contract's columns")
    return Sheet(name, [cell.strip() for cell in header.cells], _squared(rows, width))


def _rows(path: Path, name: str) -> Iterator[Row]:
    csv.field_size_limit(sys.maxsize)
    with open_text(path, name) as file:
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
                        f"a quotation mark opened in row {number} (line {opened_at} of the file) is never closed, "
                        "so the rest can't be read; send the complete file again"
                    )
                    raise Refusal(name, reason) from None
                as_sent = "".join(lines).rstrip("\r\n")
                yield Row(number, [as_sent], "its quotation marks are broken, so its cells can't be separated")
                continue
            if any(cell.strip() for cell in cells):
                yield Row(number, cells)


def _remembered(file: Iterable[str], lines: list[str]) -> Iterator[str]:
    """Pass lines on and keep them, so that a row whose cells can't be separated can still be shown as sent."""
    for line in file:
        lines.append(line)
        yield line


def _squared(rows: Iterator[Row], width: int) -> Iterator[Row]:
    for row in rows:
        if row.problem is None and len(row.cells) != width:
            cells = f"{len(row.cells)} cell{'s' * (len(row.cells) != 1)}"
            yield Row(row.number, row.cells, f"has {cells}, but the header has {width}")
        else:
            yield row
