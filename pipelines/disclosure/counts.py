"""Exact counts for one district and month, summed to the areas and periods that a statistical sheet prints.

Here: which periods there are, and the sums. SQL in `sql/4_extracts/` does the counting, with one count in each row.
`suppression` decides which sums may be printed.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import NamedTuple

from pipelines.disclosure.suppression import Cell, NotTidy


class Period(NamedTuple):
    """How many months a printed figure covers, and in which months of the year it can end."""

    months: int
    ends: Collection[int]


#: The periods, by the words after `-- Period:` in a template's header.
PERIODS: Mapping[str, Period] = {
    "month": Period(1, range(1, 13)),
    "twelve months to each quarter's end": Period(12, {3, 6, 9, 12}),
    "school year": Period(12, {8}),
}


@dataclass(frozen=True)
class Count:
    """The exact count of a measure in one district and month; the fields are the columns of a template.

    Attributes:
        area: The area whose total it belongs to, as named on the sheet.
        district_code: The district.
        month_start: First day of the month.
        series: The heading of its column.
        measure: What is counted, such as `hate_records`, or `hate_records:race` for one strand.
        whole: The measure that this is a part of; None if it is a part of none.
        figure: The count (records); None if the month is not covered in full.
    """

    area: str
    district_code: str
    month_start: date
    series: str
    measure: str
    whole: str | None
    figure: int | None


def summed(source: str, counts: Sequence[Count], period: Period) -> list[Cell]:
    """Return counts summed over the districts in their areas and the months in each period.

    A sum is None if the count for any of its districts and months is missing. An area and period are left out if no
    series has a sum for them.

    Args:
        source: Where they will be printed: `<partner>/<sheet>`.
        counts: The counts; areas and series stay in the order given.
        period: How many months, and when they end.

    Returns:
        The sums, the latest period first, then by area and series.

    Raises:
        NotTidy: if a count appears twice.
    """
    figures: dict[tuple[str, str, str, date], int | None] = {}
    districts: dict[str, dict[str, None]] = defaultdict(dict)
    for each in counts:
        place = each.area, each.series, each.district_code, each.month_start
        if place in figures:
            raise NotTidy(f"{source}: {each.series}, {each.area}, {each.month_start:%B %Y}: this count appears twice")
        figures[place] = each.figure
        districts[each.area][each.district_code] = None
    series = list(dict.fromkeys((each.series, each.measure, each.whole) for each in counts))
    ends = {each.month_start for each in counts if each.month_start.month in period.ends}
    cells: list[Cell] = []
    for last, area in product(sorted(ends, reverse=True), districts):
        months = _until(last, period.months)
        row = [
            Cell(
                area=area,
                districts=tuple(districts[area]),
                first_month=months[0],
                last_month=last,
                series=heading,
                measure=measure,
                whole=whole,
                figure=_sum(figures.get((area, heading, *place)) for place in product(districts[area], months)),
            )
            for heading, measure, whole in series
        ]
        cells += row if any(cell.figure is not None for cell in row) else []
    return cells


def _until(last: date, count: int) -> list[date]:
    """Return this many months, ending with the last."""
    numbers = range(last.year * 12 + last.month - count, last.year * 12 + last.month)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


def _sum(figures: Iterable[int | None]) -> int | None:
    """Return the sum; None if any figure is missing."""
    found = list(figures)
    there = [figure for figure in found if figure is not None]
    return sum(there) if len(there) == len(found) else None
