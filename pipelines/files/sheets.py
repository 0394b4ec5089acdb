"""What was sent, as text: a header, and rows of cells with their row number.

Here: what a file becomes, whatever its format; the formats stand in `csv_file`, `excel_file` and `json_lines`.
What a cell means is read elsewhere (`pipelines.landing.values`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

#: First and last day that a delivery, or one file of it, states it covers; None where it states none.
Covers = tuple[date | None, date | None]

#: More columns than any sender has: a header as wide as this was cut in the wrong places.
WIDEST = 1_000


class Row(NamedTuple):
    """A row as sent: its number in the file or worksheet, cells, and what is wrong (the header is row 1 of a CSV)."""

    number: int
    cells: list[str]
    problem: str | None = None


@dataclass
class Sheet:
    """A table as sent, or a part of one. `footer` is filled while `rows` are read.

    `worksheet` is how people find it where the file has several; `covers` are its own days where it states some
    apart from its delivery's.
    """

    file: str
    header: list[str]
    rows: Iterator[Row]
    worksheet: str = ""
    covers: Covers | None = None
    preamble: list[list[str]] = field(default_factory=list)
    footer: list[list[str]] = field(default_factory=list)
