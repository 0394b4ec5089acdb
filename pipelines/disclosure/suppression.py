"""Disclosure control: how a count may be printed in a statistical extract, and what that reveals about the count.

Here: the rule for each single count, and the sheet made of protected counts. The code is pure and is applied only when
figures leave: in the warehouse every count is exact. SQL in `sql/4_extracts/` says which counts a sheet has. The audit
works out what all sheets reveal together.

The rule is this partnership's own. Counts of 1 to 7 are not printed. All others, including totals, are rounded
separately to the nearest 5. Shares are worked out from what is printed. The rule follows the Government Statistical
Service's guidance on tables of administrative data, as ONS applies it: suppress small counts; round the rest so that
subtraction can't recover them; and let totals not add up rather than reveal a count.
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
#: All other counts are rounded to the nearest multiple of this (records).
BASE = 5

HIDDEN, NOT_APPLICABLE = "[c]", "[z]"

#: How a count is printed: `[c]`, the rounded count, or None if nothing covers it.
Shown = str | int | None


class NotTidy(Exception):
    """A sheet's counts can't be published: a row isn't one count, or isn't a count of what it says."""


@dataclass(frozen=True)
class Cell:
    """One exact count on a sheet; the other fields are those of `Published`.

    Attributes:
        figure: The exact count (records); None if nothing covers it.
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
    """Return how a count is printed: `[c]` for 1 to 7, otherwise the nearest multiple of 5; None for None.

    Source: this module's rule.
    """
    if figure is None:
        return None
    if figure in SUPPRESSED:
        return HIDDEN
    return (figure + BASE // 2) // BASE * BASE


def bounds(shown: str | int) -> tuple[int, int]:
    """Return the least and the greatest count that is printed this way (records)."""
    if isinstance(shown, str):
        return SUPPRESSED.start, SUPPRESSED.stop - 1
    if shown == 0:
        return 0, 0
    return max(SUPPRESSED.stop, shown - BASE // 2), shown + BASE // 2


def share(part: Shown, whole: Shown) -> Shown:
    """Return a part's share in its whole, from the printed figures, as a whole percentage.

    It uses nothing else, so it reveals nothing more. It is `[c]` if either figure is, and `[z]` if the whole is 0.
    """
    if part is None or whole is None:
        return None
    if isinstance(part, str) or isinstance(whole, str):
        return HIDDEN
    if whole == 0:
        return NOT_APPLICABLE
    return (200 * part + whole) // (2 * whole)


def published_sheet(source: str, cells: Sequence[Cell]) -> tuple[pd.DataFrame, tuple[Published, ...]]:
    """Return a sheet made of protected counts, and each count printed on the sheet.

    The sheet has a row for each area and last month, and a column for each series, in the order given. If a series is
    part of another one on the sheet, a column beside it shows its share. If a series has no count in a row, there is
    nothing to show: `[z]`.

    Args:
        source: Where the sheet is printed: `<partner>/<sheet>`.
        cells: The exact counts.

    Raises:
        NotTidy: if a count appears twice, isn't a count, or does not say what it counts.
    """
    _hold_to_shape(source, cells)
    shown = {_place(cell): protect(cell.figure) for cell in cells}
    rows = list(dict.fromkeys((cell.area, cell.last_month) for cell in cells))
    series = {cell.series: cell for cell in cells}
    headings: dict[str | None, str] = {cell.measure: heading for heading, cell in series.items()}
    columns: dict[str, list[Any]] = {
        "Area": [area for area, _ in rows],
        _period_heading(cells): [month for _, month in rows],
    }
    for heading, cell in series.items():
        columns[heading] = [shown.get((*row, heading), NOT_APPLICABLE) for row in rows]
        whole = headings.get(cell.whole)
        if whole is not None:
            columns[f"{heading} (%)"] = [
                share(shown[*row, heading], shown.get((*row, whole))) if (*row, heading) in shown else NOT_APPLICABLE
                for row in rows
            ]
    return pd.DataFrame(columns, dtype=object), tuple(_published(source, cells, shown))


def _place(cell: Cell) -> tuple[str, date, str]:
    """Return a count's place on the sheet: its row and its column."""
    return cell.area, cell.last_month, cell.series


def _period_heading(cells: Iterable[Cell]) -> str:
    """Return the heading for the months: it gives the period's length if all series share one."""
    lengths = {_months(cell) for cell in cells}
    return "12 months to" if lengths == {12} else "Month"


def _months(cell: Cell) -> int:
    first, last = cell.first_month, cell.last_month
    return 12 * (last.year - first.year) + last.month - first.month + 1


def _published(source: str, cells: Iterable[Cell], shown: Mapping[tuple[str, date, str], Shown]) -> Iterator[Published]:
    """Yield each printed count; a count that nothing covers is not printed."""
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
            raise NotTidy(f"{at}: the figure isn't a count")
        if not cell.districts or _months(cell) < 1:
            raise NotTidy(f"{at}: the figure covers no district or no month")
        if ":" in cell.measure and _months(cell) < 12:
            raise NotTidy(f"{at}: strands are published over 12 months, not fewer")
    twice = [place for place, times in Counter(map(_place, cells)).items() if times > 1]
    if twice:
        area, month, series = twice[0]
        raise NotTidy(f"{source}: {series}, {area}, {month:%B %Y}: this count appears twice")
