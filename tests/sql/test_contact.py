"""What linkage reads of each agency's records: drawn staged tables in, possible days of each incident out."""

import duckdb
import pytest

from tests.drawn.tables import build_drawn, draw

RUGBY = "E07000220"
MARKERS = """
    marker_code | axis       | strand     | is_hate_marker boolean
    RM          | motivation | race       | true
    RR          | motivation | race       | true
    DA          | motivation | disability | true
    HV          | reporter   |            | true
    CY          | context    |            | false
"""
MARKED = """
    offence_ref | marker_code | status
    1           | RM          | current
    1           | RR          | current
    1           | DA          | current
    1           | HV          | current
    2           | HV          | current
    3           | CY          | current
    4           | RM          | withdrawn
"""
OFFENCES = """
    offence_ref | recorded_date date | committed_from date | committed_to date | jsna_area  | premises_type | reporting_channel | status
    1           | 2017-05-20          | 2017-05-10          | 2017-05-12        | Hillmorton | Retail        | 101               | current
    2           | 2017-05-20          | 2017-05-10          |                   | Unknown    | Retail        | 101               | current
    3           | 2017-05-20          |                     |                   | Hillmorton | Unknown       | 101               | current
    4           | 2017-05-20          |                     | 2017-03-01        | Hillmorton | Retail        | Unknown           | current
    5           | 2017-05-20          | 2017-05-10          |                   | Hillmorton | Retail        | 101               | withdrawn
"""  # noqa: E501 (a drawn table is as wide as its columns)
CASES = """
    case_id | date_created date | incident_date date | police_crime_ref | strands varchar[] | status
    1       | 2017-05-20        | 2017-05-10         | 23/1/17          | [race, disability] | current
    2       | 2017-05-20        | 2017-05-19         |                  | [race]            | current
    3       | 2017-05-20        |                    |                  | [race]            | current
    4       | 2017-05-20        | 2017-06-19         |                  | [race]            | current
    5       | 2017-05-20        | 2017-05-10         |                  | [race]            | withdrawn
"""
CASEWORK = """
    case_ref | opened_date date | incident_date date | is_hate boolean | strands varchar[] | role    | status
    1        | 2017-05-20       | 2017-05-10         | true            | [race]            | Victim  | current
    2        | 2017-05-20       | 2017-05-19         | false           | [age]             | Witness | current
    3        | 2017-05-20       |                    | true            | [race]            | Unknown | current
    4        | 2017-05-20       | 2017-06-19         | true            | [race]            | Victim  | current
    5        | 2017-05-20       | 2017-05-10         | true            | [race]            | Victim  | withdrawn
"""
REPORTS = """
    report_id | submitted_date date | incident_date date | police_ref | strands varchar[] | reporter | status
    1         | 2017-05-20          | 2017-05-10         | 23/1/17    | [race]            | Victim   | current
    2         | 2017-05-20          | 2017-05-19         |            | [race]            | Agency   | current
    3         | 2017-05-20          |                    |            | [race]            | Unknown  | current
    5         | 2017-05-20          | 2017-05-10         |            | [race]            | Victim   | withdrawn
"""
INCIDENTS = """
    school_incident_id | incident_date date | school_urn | strands varchar[] | status
    1                  | 2017-05-10         | 900001     | [race]            | current
    2                  | 2017-05-11         | UNK        | [race]            | current
    5                  | 2017-05-10         | 900001     | [race]            | withdrawn
"""


@pytest.fixture(scope="module")
def con():
    con = duckdb.connect()
    draw(con, "reference.interest_marker", MARKERS)
    draw(con, "reference.school", f"school_urn | district_code\n900001 | {RUGBY}")
    draw(con, "staged.police__markers", MARKED)
    for name, drawing in {
        "police__offences": OFFENCES,
        "victim_support__cases": CASES,
        "equip__casework": CASEWORK,
        "report_hate_now__reports": REPORTS,
    }.items():
        draw(con, f"staged.{name}", drawing, district_code=RUGBY)
    draw(con, "staged.schools__incidents", INCIDENTS)
    for agency in ("police", "victim_support", "equip", "report_hate_now", "schools"):
        build_drawn(con, f"staged.{agency}__contact")
    return con


def contacts(con, agency, columns):
    """Return some columns of what linkage reads from an agency, by record."""
    return con.execute(f"select record_ref, {columns} from staged.{agency}__contact order by record_ref").fetchall()


@pytest.mark.parametrize(
    ("agency", "spans"),
    [
        # committed on several days; on one; not known; start not known
        (
            "police",
            [
                ("1", "2017-05-10", "2017-05-12"),
                ("2", "2017-05-10", "2017-05-10"),
                ("3", "2017-04-20", "2017-05-20"),
                ("4", "2017-01-30", "2017-03-01"),
            ],
        ),
        # days before; the day before; not given; impossibly after
        (
            "victim_support",
            [
                ("1", "2017-05-07", "2017-05-13"),
                ("2", "2017-05-16", "2017-05-20"),
                ("3", "2017-03-21", "2017-05-20"),
                ("4", "2017-05-20", "2017-05-20"),
            ],
        ),
        (
            "equip",
            [
                ("1", "2017-05-07", "2017-05-13"),
                ("2", "2017-05-16", "2017-05-20"),
                ("3", "2017-01-20", "2017-05-20"),
                ("4", "2017-05-20", "2017-05-20"),
            ],
        ),
        (
            "report_hate_now",
            [
                ("1", "2017-05-07", "2017-05-13"),
                ("2", "2017-05-16", "2017-05-20"),
                ("3", "2017-04-20", "2017-05-20"),
            ],
        ),
        ("schools", [("1", "2017-05-10", "2017-05-10"), ("2", "2017-05-11", "2017-05-11")]),
    ],
)
def test_the_days_on_which_an_incident_may_have_happened(con, agency, spans):
    assert contacts(con, agency, "incident_from::varchar, incident_to::varchar") == spans


def test_any_hate_marker_makes_a_police_record_hate_but_only_motivation_markers_give_strands(con):
    assert contacts(con, "police", "is_hate, strands, cites") == [
        ("1", True, ["disability", "race"], None),
        ("2", True, [], None),
        ("3", False, [], None),
        ("4", False, [], None),
    ]


def test_a_case_and_an_online_report_cite_the_reference_sent(con):
    assert contacts(con, "victim_support", "cites, strands")[0] == ("1", "23/1/17", ["race", "disability"])
    assert contacts(con, "report_hate_now", "cites, is_hate")[:2] == [("1", "23/1/17", True), ("2", None, True)]


def test_casework_not_about_a_hate_incident_says_so(con):
    assert contacts(con, "equip", "is_hate")[:2] == [("1", True), ("2", False)]


def test_a_school_incident_is_in_its_schools_district(con):
    assert contacts(con, "schools", "district_code, record_date::varchar") == [
        ("1", RUGBY, "2017-05-10"),
        ("2", "UNK", "2017-05-11"),
    ]


@pytest.mark.parametrize(
    ("agency", "whether"),
    [
        ("police", True),
        ("victim_support", True),
        ("schools", False),
        ("equip", [True, False, False, True]),
        ("report_hate_now", [True, False, False]),
    ],
)
def test_a_contact_says_whether_the_person_named_is_the_victim(con, agency, whether):
    found = [names for _, names in contacts(con, agency, "names_victim")]
    assert found == (whether if isinstance(whether, list) else [whether] * len(found))


def test_a_police_record_has_a_place_if_area_premises_and_channel_are_all_known(con):
    places = [place for _, place in contacts(con, "police", "place")]
    assert places == ["Hillmorton, Retail, 101", None, None, None]


@pytest.mark.parametrize("agency", ["victim_support", "equip", "report_hate_now", "schools"])
def test_no_other_agency_gives_a_place(con, agency):
    assert {place for _, place in contacts(con, agency, "place")} == {None}
