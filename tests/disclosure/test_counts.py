"""Counts for single districts and months, summed to what a sheet prints: drawn tables, and a check of every sum."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.disclosure.counts import PERIODS, Count, summed
from pipelines.disclosure.suppression import NotTidy
from tests.agencies.repeatable import STEADY

MONTH, TWELVE_MONTHS, SCHOOL_YEAR = PERIODS.values()
FIRST = date(2015, 9, 1)


def months(count):
    """This many months, from September 2015."""
    numbers = range(FIRST.month - 1, FIRST.month - 1 + count)
    return [date(FIRST.year + number // 12, number % 12 + 1, 1) for number in numbers]


def counts(figures, area="North", district="A", series="All"):
    """A district's counts, month by month."""
    return [
        Count(area, district, month, series, series.lower(), None, figure)
        for month, figure in zip(months(len(figures)), figures, strict=True)
    ]


def table(*cells, period=TWELVE_MONTHS):
    """The sums, as drawn: area, from, to, series and figure."""
    return [
        (each.area, f"{each.first_month:%m.%y}", f"{each.last_month:%m.%y}", each.series, each.figure)
        for each in summed("public/sheet", cells, period)
    ]


def test_districts_and_months_are_added_up_to_each_quarters_end():
    north, south = [*counts([1] * 18), *counts([2] * 18, district="B")], counts([10] * 18, "South", "C")
    assert table(*north, *south) == [
        ("North", "01.16", "12.16", "All", 36),
        ("South", "01.16", "12.16", "All", 120),
        ("North", "10.15", "09.16", "All", 36),
        ("South", "10.15", "09.16", "All", 120),
    ]


@pytest.mark.parametrize(
    ("period", "ends"), [(MONTH, ["10.15", "09.15"]), (TWELVE_MONTHS, []), (SCHOOL_YEAR, [])], ids=[*PERIODS]
)
def test_counts_too_short_for_a_period_make_no_sum(period, ends):
    assert [last for _, _, last, *_ in table(*counts([1, 1]), period=period)] == ends


def test_a_school_year_ends_in_august():
    assert table(*counts([1] * 24), period=SCHOOL_YEAR) == [
        ("North", "09.16", "08.17", "All", 12),
        ("North", "09.15", "08.16", "All", 12),
    ]


@pytest.mark.parametrize("gap", ["not covered", "no row"])
def test_if_a_districts_month_is_missing_there_is_no_sum(gap):
    race = [each for each in counts([3, 3, None, *[3] * 10], series="Race") if gap == "not covered" or each.figure]
    assert table(*counts([4] * 13), *race) == [
        ("North", "10.15", "09.16", "All", 48),
        ("North", "10.15", "09.16", "Race", None),
    ]
    assert table(*race) == []
    assert table(*race, *counts([3] * 13, district="B", series="Race")) == []


def test_a_sum_says_what_it_counts_and_where():
    race = [replace(each, measure="hate:race", whole="hate") for each in counts([2], series="Race")]
    found = summed("public/sheet", [*counts([4]), *counts([5], district="B"), *race], MONTH)
    assert [(each.series, each.measure, each.whole, each.districts) for each in found] == [
        ("All", "all", None, ("A", "B")),
        ("Race", "hate:race", "hate", ("A", "B")),
    ]


def test_a_count_that_appears_twice_is_refused():
    with pytest.raises(NotTidy, match="public/sheet: All, North, September 2015: this count appears twice"):
        table(*counts([1]), *counts([1]))


@settings(**STEADY)
@given(st.lists(st.integers(0, 50) | st.none(), min_size=1, max_size=30), st.sampled_from([*PERIODS.values()]))
def test_a_sum_adds_up_its_months(figures, period):
    by_month = dict(zip(months(len(figures)), figures, strict=True))
    found = summed("public/sheet", counts(figures), period)
    for each in found:
        within = [figure for month, figure in by_month.items() if each.first_month <= month <= each.last_month]
        assert len(within) == period.months
        assert each.figure == sum(within)
    ends = [month for at, month in enumerate(by_month, start=1) if at >= period.months and month.month in period.ends]
    whole = [end for end in ends if None not in figures[months(30).index(end) + 1 - period.months :][: period.months]]
    assert [each.last_month for each in found] == whole[::-1]
