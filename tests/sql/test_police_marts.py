"""Markers, premises, channels and areas of the police's records: a drawn star in, marts out."""

import pytest

from tests.drawn.police import COUNTY, RUGBY, WARWICK, draw_offences, months, police_star
from tests.drawn.tables import build_drawn, draw, violations

#: Thirteen months that are fully covered, then one not at all and one in part.
COVERED = {
    "2016-04-01": "none",
    **dict.fromkeys(months("2016-05-01", 13), "complete"),
    "2017-06-01": "none",
    "2017-07-01": "partial",
}
OFFENCES = f"""
    offence_ref | recorded_date | record_type     | is_hate | district_code | premises_type | reporting_channel | jsna_area  | status
    1           | 2016-05-01    | Offence         | true    | {RUGBY}       | Retail        | 101               | Hillmorton | current
    2           | 2017-04-30    | Crimed incident | true    | {RUGBY}       | Online        | True Vision       | Hillmorton | current
    3           | 2017-04-02    | Offence         | false   | {RUGBY}       | Retail        | 101               | Hillmorton | current
    4           | 2017-04-02    | Unknown         | true    | {RUGBY}       | Retail        | 101               | Hillmorton | current
    5           | 2017-04-02    | Offence         | true    | {RUGBY}       | Retail        | 101               | Hillmorton | withdrawn
    6           | 2017-04-02    | Offence         | true    | {RUGBY}       | Unknown       | Unknown           | Unknown    | current
    7           | 2017-04-02    | Offence         | true    | OUT           | Retail        | 101               | Unknown    | current
    8           | 2017-06-15    | Offence         | true    | {RUGBY}       | Retail        | 101               | Hillmorton | current
    9           | 2017-07-03    | Offence         | true    | {RUGBY}       | Retail        | 101               | Hillmorton | current
"""  # noqa: E501 (a drawn table is as wide as its columns)
MARKED = """
    offence_ref | added_date | marker_code
    1           | 2016-05-01 | RM
    1           | 2016-06-20 | RM
    1           | 2016-06-20 | HV
    2           |            | RM
    2           |            | HO
    3           |            | CY
    4           |            | RM
    5           |            | RM
    6           |            | HV
    6           |            | CY
    7           |            | HO
    8           |            | RM
    9           |            | RM
"""
AREAS = f"""
    jsna_area  | population | district_code
    Hillmorton | 500        | {RUGBY}
    Unknown    |            | UNK
"""
MARTS = {
    "trend_month": 1,
    "marker_month": 5,
    "premises_month": 3,
    "reporting_channel_month": 3,
}


@pytest.fixture(scope="module")
def con():
    con = police_star(COVERED)
    draw_offences(con, OFFENCES)
    draw(con, "star.bridge_offence_marker", MARKED)
    draw(con, "star.dim_jsna_area", AREAS)
    for mart in (*MARTS, "area_rate_month"):
        build_drawn(con, f"mart.{mart}")
    return con


def found(con, mart, columns, month, where):
    (row,) = con.execute(f"select {columns} from mart.{mart} where month_start = '{month}' and {where}").fetchall()
    return row


@pytest.mark.parametrize(("mart", "members"), MARTS.items())
def test_every_district_has_every_month_and_member(con, mart, members):
    rows, districts, held = con.execute(
        f"select count(*), count(distinct district_code), count(distinct month_start) from mart.{mart}"
        f" where district_code <> '{COUNTY}'"
    ).fetchone()
    assert (rows, districts, held) == (4 * 16 * members, 4, 16)


MARKER = (
    "police_records, hate_offences, hate_crimed_incidents, hate_records_twelve_months,"
    " all_hate_records_twelve_months, share_twelve_months, is_provisional"
)


@pytest.mark.parametrize(
    ("month", "marker", "counted"),
    [
        ("2016-05-01", "RM", (1, 1, 0, None, None, None, False)),  # added twice
        ("2016-05-01", "HO", (0, 0, 0, None, None, None, False)),
        ("2016-06-01", "RM", (0, 0, 0, None, None, None, False)),  # added in June, to a record of May
        ("2017-04-01", "RM", (2, 0, 1, 2, 3, 2 / 3, False)),  # a record of unknown type counts as a record only
        ("2017-04-01", "HO", (1, 0, 1, 1, 3, 1 / 3, False)),
        ("2017-04-01", "HV", (1, 1, 0, 2, 3, 2 / 3, False)),
        ("2017-04-01", "CY", (2, 1, 0, 1, 3, 1 / 3, False)),
        ("2017-04-01", "UNK", (0, 0, 0, 0, 3, 0.0, False)),
        ("2017-05-01", "RM", (0, 0, 0, 1, 2, 0.5, False)),  # the May before has left the twelve months
        ("2017-06-01", "RM", (None, None, None, None, None, None, False)),
        ("2017-07-01", "RM", (1, 1, 0, None, None, None, True)),
        ("2016-04-01", "RM", (None, None, None, None, None, None, False)),
    ],
)
def test_a_marker_counts_the_records_that_carry_it_once_each(con, month, marker, counted):
    where = f"district_code = '{RUGBY}' and marker_code = '{marker}'"
    assert found(con, "marker_month", MARKER, month, where) == pytest.approx(counted)


def test_the_markers_axes_are_separate(con):
    """Of three hate records, one has two motives and two say who reported: neither axis is part of the other."""
    by_axis = con.execute(f"""
        select axis, sum(hate_records_twelve_months) from mart.marker_month
        where month_start = '2017-04-01' and district_code = '{RUGBY}' group by axis order by axis
    """).fetchall()
    assert by_axis == [("context", 1), ("motivation", 3), ("reporter", 2)]


def test_there_is_no_share_without_hate_records(con):
    where = f"district_code = '{WARWICK}' and marker_code = 'RM'"
    assert found(con, "marker_month", MARKER, "2017-04-01", where) == (0, 0, 0, 0, 0, None, False)


KIND = (
    "police_records, hate_records, hate_records_twelve_months, known_twelve_months, share_twelve_months, is_provisional"
)


@pytest.mark.parametrize(
    ("mart", "column", "members"),
    [
        ("premises_month", "premises_type", ("Retail", "Online", "Unknown")),
        ("reporting_channel_month", "reporting_channel", ("101", "True Vision", "Unknown")),
    ],
)
@pytest.mark.parametrize(
    ("month", "district", "number", "counted"),
    [
        ("2016-05-01", RUGBY, 0, (1, 1, None, None, None, False)),
        ("2017-03-01", RUGBY, 0, (0, 0, None, None, None, False)),
        ("2017-04-01", RUGBY, 0, (2, 0, 1, 2, 0.5, False)),  # a record of unknown type counts as a record only
        ("2017-04-01", RUGBY, 1, (1, 1, 1, 2, 0.5, False)),
        ("2017-04-01", RUGBY, 2, (1, 1, 1, 2, None, False)),  # Unknown is not among the known
        ("2017-05-01", RUGBY, 0, (0, 0, 0, 1, 0.0, False)),
        ("2017-04-01", "OUT", 0, (1, 1, 1, 1, 1.0, False)),
        ("2017-04-01", WARWICK, 0, (0, 0, 0, 0, None, False)),
        ("2017-06-01", RUGBY, 0, (None, None, None, None, None, False)),
        ("2017-07-01", RUGBY, 0, (1, 1, None, None, None, True)),
    ],
)
def test_a_share_is_of_the_hate_records_whose_kind_is_known(
    con, mart, column, members, month, district, number, counted
):
    where = f"district_code = '{district}' and {column} = '{members[number]}'"
    assert found(con, mart, KIND, month, where) == counted


@pytest.mark.parametrize(
    ("month", "area", "counted"),
    [
        ("2016-05-01", "Hillmorton", (1, None, None, False)),
        ("2017-04-01", "Hillmorton", (1, 2, 4.0, False)),  # neither withdrawn nor of unknown type
        ("2017-04-01", "Unknown", (2, 2, None, False)),
        ("2017-05-01", "Hillmorton", (0, 1, 2.0, False)),
        ("2017-06-01", "Hillmorton", (None, None, None, False)),
        ("2017-07-01", "Hillmorton", (1, None, None, True)),
    ],
)
def test_an_areas_rate_is_per_resident_over_twelve_months(con, month, area, counted):
    columns = "hate_records, hate_records_twelve_months, rate_per_1000, is_provisional"
    assert found(con, "area_rate_month", columns, month, f"jsna_area = '{area}'") == counted


@pytest.mark.parametrize(
    ("mart", "change"),
    [
        ("marker_month", "set police_records = police_records + 1 where marker_code = 'UNK' and district_code = 'OUT'"),
        ("marker_month", "set hate_crimed_incidents = null where marker_code = 'HO'"),
        ("premises_month", "set police_records = null where premises_type = 'Unknown'"),
        ("premises_month", "set hate_records = 0 where premises_type = 'Online'"),
        ("reporting_channel_month", "set police_records = null where reporting_channel = 'Unknown'"),
        ("reporting_channel_month", "set hate_records = 0 where reporting_channel = 'True Vision'"),
        ("area_rate_month", "set hate_records = null where jsna_area = 'Unknown'"),
    ],
)
def test_months_that_do_not_add_up_are_found(con, mart, change):
    """The record of June, which no current delivery covers, does not spoil any mart's sum."""
    assert violations(con, f"{mart}_adds_up") == 0
    con.execute("begin")
    try:
        con.execute(f"update mart.{mart} {change}")
        assert violations(con, f"{mart}_adds_up") > 0
    finally:
        con.execute("rollback")
