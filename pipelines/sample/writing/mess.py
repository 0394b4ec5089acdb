"""How cells and rows get untidy, whoever sends them.

Here: the many ways to write a date, a code or nothing at all; rows sent twice. The contracts' rules can read everything
here (docs/contracts/README.md, "Reading cells"), and it changes no figure. Not here: what can't be read (faults.py, and
each agency's own), mistakes about persons (county/people/mistakes.py).
"""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from pipelines.sample.county.chance import Objects, Stream, Weighted
from pipelines.sample.county.reference import Spellings

#: How a date may be written; "short" has a two-digit year and is never used for a birth date.
DATE_STYLES = {
    "iso": "%Y-%m-%d",
    "slashes": "%d/%m/%Y",
    "short": "%d-%m-%y",
    "words": "%d %B %Y",
    "timed": "%d/%m/%Y %H:%M:%S",
}
OTHER_DATE_STYLE = 12  # of a thousand cells
OTHER_SPELLING = 30
UNTIDY = 8
MISSING = Weighted({"": 92, "-": 2, "n/a": 2, "NULL": 2, "#N/A": 2})
#: strftime would write them in the machine's language.
MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def date_text(day: date, style: str) -> str:
    """Write one date in a style."""
    if style == "words":
        return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"
    return day.strftime(DATE_STYLES[style])


def dates(days: pd.Series, style: str, rng: Stream, others: tuple[str, ...]) -> Objects:
    """Write dates in a style, a few of them in others; '' if missing."""
    each, where = np.unique(days.to_numpy("datetime64[D]"), return_inverse=True)
    each_text = [date_text(day, style) if day else "" for day in each.tolist()]
    written = np.array(each_text, dtype=object)[where]
    changed = rng.happens(OTHER_DATE_STYLE, len(days)) & (written != "")
    for at in np.flatnonzero(changed):
        written[at] = date_text(each[where[at]].item(), rng.one(others))
    return written


def codes(
    values: "pd.Series[Any] | Objects", spellings: Spellings, rng: Stream, other_spelling: int = OTHER_SPELLING
) -> Objects:
    """Write coded values, this many in a thousand in another spelling; None if missing."""
    written = np.array(values, dtype=object)
    written[pd.isna(written)] = None
    for at in np.flatnonzero(rng.happens(other_spelling, len(written))):
        known = spellings.get(written[at])
        if known:
            written[at] = rng.one(known)
    return untidy(written, rng)


def untidy(cells: Objects, rng: Stream) -> Objects:
    """Write a few cells in capitals, in lower case, or with extra spaces (including a non-breaking one)."""
    for at in np.flatnonzero(rng.happens(UNTIDY, len(cells))):
        cell = cells[at]
        if isinstance(cell, str) and cell:
            spaced = (f" {cell} ", cell.replace(" ", "  "), cell.replace(" ", "\u00a0") + "\t")
            ways = (cell.upper(), cell.lower(), *spaced)
            cells[at] = rng.one(ways)
    return cells


def unsaid(cells: Objects, rng: Stream, answers: Weighted = MISSING) -> Objects:
    """Fill missing cells with one of the ways to say nothing."""
    empty = pd.isna(cells)
    cells[empty] = answers.draw(rng, int(empty.sum()))
    return cells


def repeated(rows: pd.DataFrame, rng: Stream, count: int) -> pd.DataFrame:
    """Return rows with some of them sent a second time, further down."""
    again = rows.iloc[rng.below(len(rows), min(count, len(rows)))].drop_duplicates()
    return pd.concat([rows, again], ignore_index=True)
