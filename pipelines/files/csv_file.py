"""CSV files as sent, quoted as RFC 4180."""

import csv
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipelines.files.refusal import Refusal
from pipelines.files.sheets import WIDEST, Row, Sheet
from pipelines.files.text_file import open_text


def read_csv(path: Path, name: str | None = None) -> Sheet:
    """Read a CSV file; a row whose cells are not the header's in number, or badly quoted, is given with its problem.

    Args:
        path: The file.
        name: What the sender calls it, where that is more than the file's own name.

    Raises:
        Refusal: if the file is empty, is in another encoding, opens a quote that it never closes, or has a header
            wider than any table.
    """
    name = name or path.name
    rows = _rows(path, name)
    header = next(rows, None)
    if header is None:
        raise Refusal(name, "the file is empty; send it again with its header and rows")
    width = len(header.cells)
    if width > WIDEST:
        raise Refusal(name, f"its first row has {width:,} cells, so it is no header; send it as the contract shows")
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
                        f"a quote opened in row {number} (line {opened_at} of the file) is never closed, "
                        "so the rest can't be read; send the file again, whole"
                    )
                    raise Refusal(name, reason) from None
                as_sent = "".join(lines).rstrip("\r\n")
                yield Row(number, [as_sent], "its quotation marks are broken, so its cells can't be told apart")
                continue
            if any(cell.strip() for cell in cells):
                yield Row(number, cells)


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
