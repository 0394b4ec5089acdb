"""How one column of an extract is printed: its cells, number format, alignment and width.

Here belongs what can be told from a column's values alone. Where the column stands on its sheet, and
everything else about a workbook, is in `workbook.py`; which values may be shown at all is disclosure
control's business.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from numbers import Real

import pandas as pd
from gptables.core.gptable import FormatList
from xlsxwriter.utility import cell_autofit_width

NOT_AVAILABLE = "[x]"
NOT_APPLICABLE = "[z]"
# Analysis Function, "Symbols in tables": one letter in square brackets, because a screen reader speaks it.
SHORTHAND = {
    "[b]": "Break in the series: figures before and after are not counted in the same way.",
    "[c]": "Confidential: hidden so that nobody can be identified.",
    "[e]": "Estimated.",
    "[p]": "Provisional: may still change as later records arrive.",
    "[r]": "Revised: differs from the figure given out before.",
    "[u]": "Low reliability: based on few records.",
    NOT_AVAILABLE: "Not available: nothing that covers this figure was delivered. It does not mean none.",
    NOT_APPLICABLE: "Not applicable: there is nothing to show here.",
}

FORMULA_STARTS = ("=", "+", "-", "@")
MOST_DECIMALS = 4
HEADER_LINES = 3
WIDEST_COLUMN = 420  # pixels: about 50 letters; longer text wraps
BOLDER = 1.1
WIDER_THAN_CALIBRI = 1.27  # XlsxWriter measures Calibri 11; gptables prints Arial 12


@dataclass(frozen=True)
class Column:
    """One column, ready for gptables: cells as it takes them, XlsxWriter format, width in pixels."""

    header: str
    cells: Sequence[object]
    cell_format: dict[str, object]
    width: int
    shorthand: frozenset[str]


def printed_column(header: str, values: pd.Series) -> Column:
    """Decide how a column is printed from what it holds.

    Numbers are aligned right with thousands separated; dates are real dates, shown as a month where the
    header says so; anything else is text. Shorthand such as `[c]` stands among any of them.

    Args:
        header: The column's header, as printed.
        values: The column's values; missing ones become `[x]`.
    """
    known = zip(values, values.notna(), strict=True)
    cells = [_shown(value) if is_known else NOT_AVAILABLE for value, is_known in known]
    shorthand = frozenset(cell for cell in cells if isinstance(cell, str) and cell in SHORTHAND)
    plain = [cell for cell in cells if cell not in shorthand]
    numbers = [float(cell) for cell in plain if isinstance(cell, Real)]
    if len(numbers) == len(plain):
        cell_format, printed = _as_numbers(numbers)
    elif all(isinstance(cell, datetime.date) for cell in plain):
        cell_format, printed = _as_dates(header)
    else:
        cell_format, printed = {"align": "left"}, [line for cell in plain for line in str(cell).splitlines()]
        cells = [text_cell(cell) if isinstance(cell, str) else cell for cell in cells]
    return Column(header, cells, cell_format, _width(header, [*printed, *shorthand]), shorthand)


def text_cell(text: str) -> FormatList:
    """Wrap text so that it is written as it stands.

    gptables turns `[words](address)` in a plain string into a link and refuses a cell of signs alone;
    formatted text it leaves be. What looks like a formula carries Excel's quote prefix too, or it would
    become one as soon as somebody edited the cell and pressed Enter.
    """
    return FormatList([{"quote_prefix": True} if text.startswith(FORMULA_STARTS) else {}, text])


def _shown(value: object) -> object:
    """Return what stands in the cell: a number, a date, or text. Blank text counts as missing."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, Real | datetime.date):
        return value
    return str(value) if str(value).strip() else NOT_AVAILABLE


def _as_numbers(numbers: Sequence[float]) -> tuple[dict[str, object], list[str]]:
    """Return the format of a column of numbers, and the numbers as printed.

    All get the decimals the column needs, four at most, so that they line up.
    """
    enough = (d for d in range(MOST_DECIMALS) if all(abs(round(n, d) - n) < 1e-9 for n in numbers))
    decimals = next(enough, MOST_DECIMALS)
    num_format = "#,##0." + "0" * decimals if decimals else "#,##0"
    return {"align": "right", "num_format": num_format}, [f"{n:,.{decimals}f}" for n in numbers]


def _as_dates(header: str) -> tuple[dict[str, object], list[str]]:
    """Return the format of a column of dates, and the widest it prints."""
    if "month" in header.lower():
        return {"align": "left", "num_format": "mmm yyyy"}, ["May 2000"]
    return {"align": "left", "num_format": "d mmm yyyy"}, ["30 May 2000"]


def _width(header: str, printed: Iterable[str]) -> int:
    """Return a width in pixels that shows every value, and the header on three lines at most."""
    body = max((_pixels(text) for text in set(printed)), default=0)
    words = [BOLDER * _pixels(word) for word in header.split()]
    # Half a word of slack, because lines break between words and not where they are full.
    heading = min(sum(words), sum(words) / HEADER_LINES + max(words) / 2)
    return min(WIDEST_COLUMN, round(max(body, heading, *words)))


def _pixels(text: str) -> float:
    """Measure text as gptables prints it."""
    return WIDER_THAN_CALIBRI * cell_autofit_width(text)
