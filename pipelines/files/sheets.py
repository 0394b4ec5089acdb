"""What was sent, as text: a header, and rows of cells with their row numbers.

Here: what a file of any format becomes. The formats are in `csv_file`, `excel` and `json_lines`. What a cell means
is decided elsewhere (`pipelines.landing.values`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

#: The first and last day that a delivery, or one of its files, says it covers; None if it says nothing.
Covers = tuple[date | None, date | None]

#: More columns than any sender has: a header this wide was split in the wrong places.
WIDEST = 1_000


class Row(NamedTuple):
    """A row as sent: its number in the file or worksheet, its cells, and any problem. A CSV file's header is row 1."""

    number: int
    cells: list[str]
    problem: str | None = None


@dataclass
class Sheet:
    """A table as sent, or part of a table. `footer` and `assumed` are filled while `rows` are read.

    `worksheet` is its name, if the file has several. `covers` is its own days, if they differ from the delivery's.
    `assumed` has a sentence for everything that the reader had to guess, in words that quote no cell.
    """

    file: str
    header: list[str]
    rows: Iterator[Row]
    worksheet: str = ""
    covers: Covers | None = None
    preamble: list[list[str]] = field(default_factory=list)
    footer: list[list[str]] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)
