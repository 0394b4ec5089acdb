"""How one column of a table is printed: its cells, number format, alignment, width and line breaks.

Here: what depends only on a column's values. `sheet` decides where the column goes; disclosure control decides which
values may be shown at all.
"""

import datetime
import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from numbers import Real

import pandas as pd
from gptables.core.gptable import FormatList

from pipelines.workbook.text_width import PADDING, line_lengths, lines_needed, pixels

NOT_AVAILABLE = "[x]"
NOT_APPLICABLE = "[z]"
#: Letters in square brackets, which a screen reader reads out: Analysis Function, "Symbols in tables".
SHORTHAND = {
    "[b]": "Break in the series: figures before and after this point are counted in different ways.",
    "[c]": "Confidential: hidden so that nobody can be identified.",
    "[e]": "Estimated.",
    "[p]": "Provisional: only partly covered so far, so it will still change.",
    "[r]": "Revised: different from the figure issued before.",
    "[u]": "Low reliability: based on few records.",
    NOT_AVAILABLE: "Not available: no delivery covers this figure. It does not mean none.",
    NOT_APPLICABLE: "Not applicable: there is nothing to show here.",
}

FORMULA_STARTS = ("=", "+", "-", "@")
MOST_DECIMALS = 4
HEADER_LINES = 3
SHORT_HEADER = 90  # pixels: a header up to this width isn't broken
WIDEST = 420  # pixels, about 50 letters; longer text wraps
GAP = 14  # pixels between a column and the one before
WIDER = 1.06  # how much wider LibreOffice prints columns than Excel

TEXT: Mapping[str, object] = {"align": "left", "valign": "top"}
NUMBER: Mapping[str, object] = {"align": "right", "valign": "top"}


@dataclass(frozen=True)
class Column:
    """One column, ready for gptables.

    Attributes:
        header: The header, as printed.
        cells: Numbers, dates, text, or links as gptables takes them.
        cell_format: XlsxWriter's format of the header and all cells.
        width: In pixels.
        shorthand: The shorthand used in its cells.
    """

    header: str
    cells: Sequence[object]
    cell_format: Mapping[str, object]
    width: int
    shorthand: frozenset[str] = frozenset()

    def lines(self) -> list[int]:
        """Return how many lines each cell takes, the header first."""
        texts = [str(cell.string) if isinstance(cell, FormatList) else "" for cell in self.cells]
        needed = {text: lines_needed(text, self.width) for text in set(texts)}
        return [lines_needed(self.header, self.width, is_bold=True), *(needed[text] for text in texts)]


def printed_column(header: str, values: pd.Series) -> Column:
    """Decide how a column is printed, from its values.

    Numbers are aligned right, with separators for thousands. Dates are real dates, shown as a month if the header says
    so. Anything else is text. Shorthand such as `[c]` can appear in any column.

    Args:
        header: The header, as printed.
        values: The values; missing ones become `[x]`.
    """
    cells = [_shown(value) if known else NOT_AVAILABLE for value, known in zip(values, values.notna(), strict=True)]
    shorthand = frozenset(cell for cell in cells if isinstance(cell, str) and cell in SHORTHAND)
    plain = [cell for cell in cells if cell not in shorthand]
    numbers = [float(cell) for cell in plain if isinstance(cell, Real)]
    if len(numbers) == len(plain):
        cell_format, printed = _as_numbers(numbers)
    elif all(isinstance(cell, datetime.date) for cell in plain):
        cell_format, printed = _as_dates(header)
    else:
        cell_format, printed = TEXT, [line for cell in plain for line in str(cell).splitlines()]
        cells = [text_cell(cell) if isinstance(cell, str) else cell for cell in cells]
    return Column(header, cells, cell_format, _width(header, [*printed, *shorthand]), shorthand)


def text_cell(text: str) -> FormatList:
    """Wrap text so that it is written unchanged.

    In a plain string, gptables turns `[words](address)` into a link and refuses a cell made only of signs. It leaves
    formatted text alone. Text that looks like a formula also gets Excel's quote prefix. Without it, the text would
    become a formula as soon as somebody edited the cell and pressed Enter.
    """
    return FormatList([{"quote_prefix": True} if text.startswith(FORMULA_STARTS) else {}, text])


def _shown(value: object) -> object:
    """Return the cell's value: a number, a date, or text. Blank text counts as missing."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, Real | datetime.date):
        return value
    return str(value) if str(value).strip() else NOT_AVAILABLE


def _as_numbers(numbers: Sequence[float]) -> tuple[Mapping[str, object], list[str]]:
    """Return the format of a column of numbers, and the numbers as printed.

    All have the same number of decimals, so that they line up: as many as the column needs, at most four.
    """
    enough = (d for d in range(MOST_DECIMALS) if all(abs(round(n, d) - n) < 1e-9 for n in numbers))
    decimals = next(enough, MOST_DECIMALS)
    num_format = "#,##0." + "0" * decimals if decimals else "#,##0"
    return {**NUMBER, "num_format": num_format}, [f"{number:,.{decimals}f}" for number in numbers]


def _as_dates(header: str) -> tuple[Mapping[str, object], list[str]]:
    """Return the format of a column of dates, and the widest date it prints."""
    if "month" in header.lower():
        return {**TEXT, "num_format": "mmm yyyy"}, ["May 2000"]
    return {**TEXT, "num_format": "d mmm yyyy"}, ["30 May 2000"]


def _width(header: str, printed: Iterable[str]) -> int:
    """Return a width in pixels that shows every value and breaks the header clear of the column before."""
    body = max(map(pixels, set(printed)), default=0) + GAP
    longest_word = max((pixels(word, is_bold=True) for word in header.split()), default=0)
    narrowest = max(longest_word, min(pixels(header, is_bold=True), SHORT_HEADER)) + GAP
    heading = next(room for room in itertools.count(round(narrowest)) if _is_roomy(header, room))
    return min(WIDEST, PADDING + round(max(body, heading)))


def _is_roomy(header: str, room: float) -> bool:
    """Return whether a header takes few lines, breaks the same in LibreOffice, and leaves the gap free on each line."""
    lengths = line_lengths(header, room, is_bold=True)
    is_steady = lengths == line_lengths(header, (room + PADDING) * WIDER, is_bold=True)
    return is_steady and len(lengths) <= HEADER_LINES and max(lengths) + GAP <= room + 1
