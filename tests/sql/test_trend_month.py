"""The trend of hate records, its limits and signals: drawn months in, `mart.trend_month` out."""

from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import poisson

from tests.drawn.police import COUNTY, RUGBY, WARWICK, draw_offences, months, police_star
from tests.drawn.tables import build_drawn, violations

#: The months of a series, oldest first, and what was recorded in each.
MONTHS = months("2016-01-01", 20)
RECORDS = [9, 12, 8, 11, 10, 9, 13, 8, 10, 12, 9, 9, 11, 14, 12, 13, 16, 40, 15, 17]
#: Neither is counted: one is withdrawn, and the other's type is unknown.
UNCOUNTED = """
    offence_ref | recorded_date | record_type | status
    1           | 2017-08-01    | Offence     | withdrawn
    2           | 2017-08-01    | Unknown     | current
"""


def series(records, **coverage):
    """Build the mart from a number of hate records in each month; `m4="none"` says how the fifth is covered."""
    con = police_star({month: coverage.get(f"m{number}", "complete") for number, month in enumerate(MONTHS)})
    fill(con, records)
    return con


def fill(con, records, **elsewhere):
    """Replace the hate records of Rugby and elsewhere with these numbers for each month, and build the mart."""
    con.execute("drop table if exists star.fct_offence")
    draw_offences(con, UNCOUNTED)
    rows = ", ".join(
        f"('{district}', date '{month}', {number})"
        for district, numbers in {RUGBY: records, **elsewhere}.items()
        for month, number in zip(MONTHS, numbers, strict=True)
    )
    con.execute(f"""
        insert into star.fct_offence by name
        select like_it.* replace (series.district as district_code, month as recorded_date, 'current' as status)
        from star.fct_offence as like_it
        cross join (select district, month, unnest(range(number)) from (values {rows}) as t(district, month, number))
            as series
        where status = 'withdrawn'
    """)
    build_drawn(con, "mart.trend_month")


def at(con, columns, month, district=RUGBY):
    query = f"select {columns} from mart.trend_month where month_start = '{month}' and district_code = '{district}'"
    (row,) = con.execute(query).fetchall()
    return row


@pytest.fixture(scope="module")
def con():
    return series(RECORDS)


@pytest.fixture(scope="module")
def again():
    """A star whose records a test draws again and again."""
    return police_star(dict.fromkeys(MONTHS, "complete"))


TREND, LIMITS, ROLLING = "trend, trend_per_month", "mean_before, lower_limit, upper_limit", "hate_records_twelve_months"


def test_the_trend_is_the_least_squares_line_through_eighteen_months(con):
    assert at(con, TREND, MONTHS[16]) == (None, None)
    for last in (17, 18, 19):
        slope, base = np.polyfit(range(18), RECORDS[last - 17 : last + 1], 1)
        assert at(con, TREND, MONTHS[last]) == pytest.approx((base + 17 * slope, slope))


def test_the_limits_come_from_the_twelve_months_before(con):
    assert at(con, LIMITS, MONTHS[11]) == (None, None, None)
    for month in (12, 17, 18):
        mean = sum(RECORDS[month - 12 : month]) / 12
        root = sqrt(mean + 3 / 8)
        limits = ((root - 1.5) ** 2 - 3 / 8, (root + 1.5) ** 2 - 3 / 8)
        assert at(con, LIMITS, MONTHS[month]) == pytest.approx((mean, *limits))


@pytest.mark.parametrize("mean", [12, 40, 150])
def test_the_limits_are_about_three_standard_deviations_of_a_poisson_count(again, mean):
    """Beyond each limit is about the same share as for a normal distribution: 0.135%."""
    fill(again, [mean] * 20)
    _, lower, upper = at(again, LIMITS, MONTHS[19])
    assert 0.0005 < poisson.sf(upper, mean) < 0.003
    assert 0.0005 < poisson.cdf(lower, mean) < 0.003


@pytest.mark.parametrize(
    ("month", "signal"), [(11, None), (12, "within"), (16, "within"), (17, "above"), (18, "within")]
)
def test_a_month_outside_its_limits_is_a_signal(con, month, signal):
    assert at(con, "signal", MONTHS[month]) == (signal,)


def test_a_quiet_month_after_busy_ones_is_below(again):
    fill(again, [30] * 19 + [0])
    assert at(again, "hate_records, signal", MONTHS[19]) == (0, "below")
    assert at(again, "hate_records, signal", MONTHS[18]) == (30, "within")


def test_no_month_is_below_if_hardly_anything_is_recorded(con):
    assert at(con, f"hate_records, {LIMITS}, signal", MONTHS[19], "UNK") == (
        0, 0.0, 0.0, pytest.approx((sqrt(3 / 8) + 1.5) ** 2 - 3 / 8), "within",
    )  # fmt: skip


def test_twelve_months_roll(con):
    assert at(con, f"hate_records, {ROLLING}", MONTHS[10]) == (9, None)
    assert at(con, f"hate_records, {ROLLING}", MONTHS[11]) == (9, sum(RECORDS[:12]))
    assert at(con, f"hate_records, {ROLLING}", MONTHS[19]) == (17, sum(RECORDS[8:]))


@pytest.mark.parametrize(
    ("how", "month", "counted", "rolling", "has_trend", "has_limits", "has_signal"),
    [
        ({"m19": "partial"}, 19, 17, sum(RECORDS[8:]), False, True, False),
        ({"m19": "none"}, 19, None, None, False, True, False),
        ({"m18": "partial"}, 19, 17, sum(RECORDS[8:]), False, False, False),
        ({"m18": "none"}, 19, 17, None, False, False, False),
        ({"m4": "none"}, 19, 17, sum(RECORDS[8:]), False, True, True),
        ({"m0": "partial"}, 19, 17, sum(RECORDS[8:]), True, True, True),
    ],
)
def test_line_limits_and_signal_need_months_that_are_fully_covered(
    how, month, counted, rolling, has_trend, has_limits, has_signal
):
    con = series(RECORDS, **how)
    assert at(con, f"hate_records, {ROLLING}", MONTHS[month]) == (counted, rolling)
    there = "trend is not null, trend_per_month is not null, mean_before is not null, lower_limit is not null"
    found = at(con, f"{there}, upper_limit is not null, signal is not null", MONTHS[month])
    assert found == (has_trend, has_trend, has_limits, has_limits, has_limits, has_signal)
    assert at(con, "is_provisional", MONTHS[month]) == (how.get(f"m{month}") == "partial",)


def test_key_dates_are_beside_every_districts_month(con):
    assert at(con, "key_dates", "2017-06-01") == ("London Bridge; Finsbury Park",)
    assert at(con, "key_dates", "2017-06-01", COUNTY) == ("London Bridge; Finsbury Park",)
    assert at(con, "key_dates", "2017-07-01") == (None,)


def test_the_county_counts_every_record_of_the_force(again):
    fill(again, RECORDS, **{WARWICK: [5] * 20, "OUT": [2] * 20, "UNK": [1] * 20})
    county = [records + 8 for records in RECORDS]
    slope, base = np.polyfit(range(18), county[2:], 1)
    columns = f"district_name, hate_records, {ROLLING}, {TREND}"
    found = ("Warwickshire", 25, sum(county[8:]), pytest.approx(base + 17 * slope), pytest.approx(slope))
    assert at(again, columns, MONTHS[19], COUNTY) == found
    assert violations(again, "trend_month_adds_up") == 0
    for change in ("district_code = 'OUT'", f"district_code = '{COUNTY}'", "true"):
        again.execute(f"begin; update mart.trend_month set hate_records = hate_records + 1 where {change}")
        assert violations(again, "trend_month_adds_up") == 20
        again.execute("rollback")


@settings(max_examples=12, deadline=None)
@given(st.lists(st.integers(0, 60), min_size=20, max_size=20))
def test_line_limits_and_signal_are_consistent_whatever_is_recorded(again, records):
    fill(again, records)
    slope, base = np.polyfit(range(18), records[2:], 1)
    assert at(again, TREND, MONTHS[19]) == pytest.approx((base + 17 * slope, slope), abs=1e-9)
    mean, lower, upper = at(again, LIMITS, MONTHS[19])
    assert mean == pytest.approx(sum(records[7:19]) / 12)
    assert 0 <= lower <= mean < upper
    signal = "above" if records[19] > upper else "below" if records[19] < lower else "within"
    assert at(again, "signal", MONTHS[19]) == (signal,)
