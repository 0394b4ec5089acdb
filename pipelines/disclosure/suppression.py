"""Disclosure control: what of a count may be printed in a statistical extract, and what that tells of the count.

Here: the rule, each count by itself, and the sheet made of protected counts. It is pure and is applied at the exit
alone: in the warehouse every count is exact. Which counts a sheet has is SQL (`sql/4_extracts/`); what can be worked
out from all sheets together is the audit's.

The rule is this partnership's: counts of 1 to 7 are not printed, all others are rounded to the nearest 5, totals too,
each by itself, and shares are worked out from what is printed. It follows the Government Statistical Service's
guidance on tables of administrative data, as ONS applies it: suppress small counts, round the rest so that what is
suppressed can't be had by subtraction, and let totals not add up rather than tell.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from pipelines.disclosure.printed_counts import Published

#: Counts that are not printed (records).
SUPPRESSED = range(1, 8)
#: What all others are rounded to the nearest multiple of (records).
BASE = 5

HIDDEN, NOT_APPLICABLE = "[c]", "[z]"

#: What is printed of a count: `[c]`, the rounded count, or None where nothing covers it.
Shown = str | int | None


class NotTidy(Exception):
    """The counts of a sheet can't be published: they are not one count a row, or not of what they say they are."""


@dataclass(frozen=True)
class Cell:
    """One exact count of a sheet; the fields are `Published`'s.

    Attributes:
        figure: The exact count; None where nothing covers it (records).
    """

    area: str
    districts: tuple[str, ...]
    first_month: date
    last_month: date
    series: str
    measure: str
    whole: str | None
    figure: int | None


def protect(figure: int | None) -> Shown:
    """Return what is printed of a count: `[c]` for 1 to 7, else the nearest multiple of 5; None for none.

    Source: the rule of this module.
    """
    if figure is None:
        return None
    if figure in SUPPRESSED:
        return HIDDEN
    return (figure + BASE // 2) // BASE * BASE


def bounds(shown: str | int) -> tuple[int, int]:
    """Return the least and the greatest count that is printed so (records)."""
    if isinstance(shown, str):
        return SUPPRESSED.start, SUPPRESSED.stop - 1
    if shown == 0:
        return 0, 0
    return max(SUPPRESSED.stop, shown - BASE // 2), shown + BASE // 2


def share(part: Shown, whole: Shown) -> Shown:
    """Return a part in its whole, from what is printed of both, to the whole percent.

    It is made of nothing else, so it tells nothing that they don't: `[c]` where either is, `[z]` of nothing.
    """
    if part is None or whole is None:
        return None
    if isinstance(part, str) or isinstance(whole, str):
        return HIDDEN
    if whole == 0:
        return NOT_APPLICABLE
    return (200 * part + whole) // (2 * whole)


def published_sheet(source: str, cells: Sequence[Cell]) -> tuple[pd.DataFrame, tuple[Published, ...]]:
    """Return a sheet made of protected counts, and each count that is printed on it.

    The sheet has a row for each area and last month and a column for each series, in the order in which they come. A
    series that is part of another one of the sheet has its share in it beside it. Where a series has no count in a
    row there is nothing to show, `[z]`.

    Args:
        source: Where it is printed: `<partner>/<sheet>`.
        cells: The exact counts.

    Raises:
        NotTidy: if a count stands twice, is no count, or does not say what it is of.
    """
    _hold_to_shape(source, cells)
    shown = {_place(cell): protect(cell.figure) for cell in cells}
    rows = list(dict.fromkeys((cell.area, cell.last_month) for cell in cells))
    series = {cell.series: cell for cell in cells}
    headings = {cell.measure: heading for heading, cell in series.items()}
    columns: dict[str, list[Any]] = {
        "Area": [area for area, _ in rows],
        _period_heading(cells): [month for _, month in rows],
    }
    for heading, cell in series.items():
        columns[heading] = [shown.get((*row, heading), NOT_APPLICABLE) for row in rows]
        whole = headings.get(cell.whole or "")
        if whole is not None:
            columns[f"{heading}, percent"] = [
                share(shown[*row, heading], shown.get((*row, whole))) if (*row, heading) in shown else NOT_APPLICABLE
                for row in rows
            ]
    return pd.DataFrame(columns, dtype=object), tuple(_published(source, cells, shown))


def _place(cell: Cell) -> tuple[str, date, str]:
    """Return where on the sheet a count stands: its row and its column."""
    return cell.area, cell.last_month, cell.series


def _period_heading(cells: Iterable[Cell]) -> str:
    """Return the heading of the months: all series of one length say it there, others in their own headings."""
    lengths = {_months(cell) for cell in cells}
    return "Twelve months to" if lengths == {12} else "Month"


def _months(cell: Cell) -> int:
    first, last = cell.first_month, cell.last_month
    return 12 * (last.year - first.year) + last.month - first.month + 1


def _published(source: str, cells: Iterable[Cell], shown: Mapping[tuple[str, date, str], Shown]) -> Iterator[Published]:
    """Yield each count that is printed; one that nothing covers is not."""
    for cell in cells:
        printed = shown[_place(cell)]
        if printed is not None:
            low, high = bounds(printed)
            yield Published(
                source=source,
                area=cell.area,
                first_month=cell.first_month,
                last_month=cell.last_month,
                series=cell.series,
                measure=cell.measure,
                whole=cell.whole,
                districts=tuple(sorted(cell.districts)),
                shown=printed,
                low=low,
                high=high,
            )


def _hold_to_shape(source: str, cells: Sequence[Cell]) -> None:
    for cell in cells:
        at = f"{source}: {cell.series}, {cell.area}, {cell.last_month:%B %Y}"
        if cell.figure is not None and (not isinstance(cell.figure, int) or cell.figure < 0):
            raise NotTidy(f"{at}: the figure is no count")
        if not cell.districts or _months(cell) < 1:
            raise NotTidy(f"{at}: it is the sum of no district or no month")
        if ":" in cell.measure and _months(cell) < 12:
            raise NotTidy(f"{at}: strands are published over twelve months, not fewer")
    twice = [place for place, times in Counter(map(_place, cells)).items() if times > 1]
    if twice:
        area, month, series = twice[0]
        raise NotTidy(f"{source}: {series}, {area}, {month:%B %Y}: it stands there twice")
