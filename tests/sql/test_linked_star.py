"""What the star holds about people and incidents: linkage's results in, pseudonyms on facts and bridges out."""

import duckdb
import pytest

from pipelines.build.sql_file import ContractBroken
from tests.drawn.linked import create_linked
from tests.drawn.tables import build_drawn, draw, violations

RUGBY, WARWICK = "E07000220", "E07000222"
PEOPLE = """
    agency          | table_name | record_key | record_ref | record_date | person_id | birth_decade | sex     | ethnicity
    police          | victims    | 23/1/17 1  | 23/1/17    | 2017-05-03  | p1        | 1980         | Unknown | Irish
    victim_support  | cases      | VS-1       | VS-1       | 2017-05-01  | p1        |              | Female  | Unknown
    equip           | casework   | EQ-2       | EQ-2       | 2017-02-11  | p1        | 1990         | Unknown | Indian
    victim_support  | cases      | VS-2       | VS-2       | 2017-06-02  | p2        | 1970         | Male    | Indian
    equip           | casework   | EQ-1       | EQ-1       | 2017-05-09  | p3        |              | Unknown | Unknown
    report_hate_now | reports    | 1          | 1          | 2017-05-10  | p4        | 1950         | Male    | Indian
"""  # noqa: E501 (a drawn table is as wide as its columns)
TOLD = """
    record_ref | birth_decade | sex     | ethnicity
    1          |              | Unknown | Irish
    2          |              | Unknown | Irish
    3          |              | Female  | Indian
    4          | 1990         | Male    | Unknown
    5          | 1980         | Male    | Unknown
    6          | 1990         | Unknown | Unknown
"""
INCIDENTS = f"""
    agency          | record_ref | record_date | district_code | is_hate | incident_id_low | incident_id | incident_id_high
    police          | 23/1/17    | 2017-05-03  | {RUGBY}       | true    | a               | a           | a
    victim_support  | VS-1       | 2017-05-01  | {WARWICK}     | true    | a               | a           | b
    equip           | EQ-1       | 2017-05-09  | {WARWICK}     | true    | a               | d           | d
    police          | 23/2/17    | 2017-04-30  | {RUGBY}       | false   | c               | c           | c
    victim_support  | VS-2       | 2017-06-02  | {WARWICK}     | true    | c               | c           | c
    police          | 23/3/17    | 2017-05-04  | {RUGBY}       | true    | g               | g           | g
    report_hate_now | 1          | 2017-05-10  | {RUGBY}       | true    | e               | e           | e
    report_hate_now | 2          | 2017-03-10  | {RUGBY}       | true    | h               | h           | h
    schools         | 1          | 2017-05-10  | {RUGBY}       | true    | f               | f           | f
"""  # noqa: E501 (a drawn table is as wide as its columns)
OFFENCES = """
    offence_ref | recorded_date date | record_type     | status
    23/1/17     | 2017-05-03         | Crimed incident | current
    23/2/17     | 2017-04-30         | Offence         | current
    23/3/17     | 2017-05-04         | Unknown         | current
    23/4/17     | 2017-05-05         | Offence         | withdrawn
"""
MARKERS = """
    offence_ref | marker_code | status
    23/1/17     | RM          | current
    23/3/17     | RM          | current
    23/4/17     | RM          | current
"""
VICTIMS = """
    offence_ref | victim_no bigint | record_key | status
    23/1/17     | 1                | 23/1/17 1  | current
    23/1/17     | 2                | 23/1/17 2  | current
    23/4/17     | 1                | 23/4/17 1  | withdrawn
"""
CASES = """
    case_id | date_created date | incident_date date | police_crime_ref | status
    VS-1    | 2017-05-01        | 2017-05-01         | 23/1/17          | current
    VS-2    | 2017-06-02        | 2017-05-01         | 23/2/17          | current
    VS-3    | 2017-06-02        | 2017-05-01         |                  | withdrawn
"""
CASEWORK = """
    case_ref | opened_date date | incident_date date | is_hate boolean | role    | status
    EQ-1     | 2017-05-09       | 2017-05-01         | true            | Witness | current
    EQ-2     | 2017-02-11       | 2017-05-01         | false           | Victim  | current
"""
REPORTS = """
    report_id | submitted_date date | incident_date date | reporter | police_ref | status
    1         | 2017-05-10          | 2017-05-10         | Agency   |            | current
    2         | 2017-03-10          | 2017-03-10         | Victim   |            | current
"""
SCHOOL = """
    school_incident_id | submitted_date date | incident_date date | school_urn | status
    1                  | 2017-05-12          | 2017-05-10         | UNK        | current
"""
COVERED = """
    agency          | covers_from date | covers_to date
    police          | 2017-04-01       | 2017-06-30
    victim_support  | 2017-04-10       | 2017-06-30
    equip           | 2017-04-01       | 2017-06-30
    report_hate_now | 2017-04-01       | 2017-06-30
    schools         | 2017-04-01       | 2017-06-30
"""
MADE = (
    "dim_date",
    "dim_victim",
    "fct_offence",
    "bridge_offence_victim",
    "fct_case",
    "fct_online_report",
    "fct_school_incident",
    "bridge_record_incident",
    "bridge_record_victim",
    "fct_incident",
    "fct_record",
)
PARTY = ("role", "sex", "ethnicity", "year_group", "outcome")


@pytest.fixture(scope="module")
def con():
    con = duckdb.connect()
    create_linked(con)
    draw(con, "linked.person", PEOPLE)
    draw(con, "linked.incident", INCIDENTS, linkable="true")
    draw(con, "audit.delivery", "delivery_date date\n2017-07-10")
    draw(con, "staged.covered", COVERED)
    build_drawn(con, "staged.covered_month")
    draw(con, "star.dim_ethnicity", "ethnicity | ethnic_group\nIrish | White\nIndian | Asian\nUnknown | Unknown")
    marker = {"marker_name": "x", "axis": "motivation", "is_hate_marker": "true"}
    draw(con, "star.dim_interest_marker", "marker_code\nRM", **marker)
    draw(con, "star.dim_school", "school_urn\nUNK", school_name="x", phase="x", district_code="UNK")
    sent, place = {"delivery_id": "x"}, {"district_code": RUGBY}
    person = {"sex": "Unknown", "ethnicity": "Unknown", **sent}
    kind = dict.fromkeys(("offence_category", "jsna_area", "premises_type", "reporting_channel"), "Unknown")
    draw(con, "staged.police__offences", OFFENCES, **{"committed_from date": "2017-04-30"}, **kind, **place, **sent)
    draw(con, "staged.police__markers", MARKERS)
    draw(con, "staged.police__victims", VICTIMS, age_band="Unknown", **person)
    draw(con, "staged.victim_support__cases", CASES, referral_source="Self", **place, **person)
    casework = {"referral_source": "Self", "reported_to_police boolean": "false"}
    draw(con, "staged.equip__casework", CASEWORK, **casework, **place, **person)
    draw(con, "staged.report_hate_now__reports", REPORTS, routed_to="police", **place, **person)
    sides = {f"{whose}_{what}": "Unknown" for whose in ("victim", "perpetrator") for what in PARTY}
    draw(con, "staged.schools__incidents", SCHOOL, time_of_day="Unknown", place="Unknown", **sides, **sent)
    for name in MADE:
        build_drawn(con, f"star.{name}")
    return con


def rows(con, query):
    return con.execute(f"{query} order by all").fetchall()


def test_a_person_has_the_values_given_most_often_and_unknown_only_if_none_was_given(con):
    columns = "person_id, sex, birth_decade, ethnicity, ethnic_group, first_month::varchar, agencies, records"
    assert rows(con, f"select {columns} from star.dim_victim") == [
        ("p1", "Female", 1980, "Indian", "Asian", "2017-02-01", "equip+police+victim_support", 3),
        ("p2", "Male", 1970, "Indian", "Asian", "2017-06-01", "victim_support", 1),
        ("p3", "Unknown", None, "Unknown", "Unknown", "2017-05-01", "equip", 1),
        ("p4", "Male", 1950, "Indian", "Asian", "2017-05-01", "report_hate_now", 1),
    ]


def test_a_value_given_twice_outweighs_a_value_given_once():
    con = duckdb.connect()
    create_linked(con)
    draw(con, "star.dim_ethnicity", "ethnicity | ethnic_group\nIrish | White\nIndian | Asian\nUnknown | Unknown")
    draw(con, "linked.person", TOLD, agency="police", record_date="2017-05-01", person_id="p1")
    build_drawn(con, "star.dim_victim")
    assert rows(con, "select sex, birth_decade, ethnicity from star.dim_victim") == [("Male", 1990, "Irish")]


def test_a_fact_has_the_pseudonyms_of_its_person_and_incident(con):
    assert rows(con, "select offence_ref, victim_no, person_id from star.bridge_offence_victim") == [
        ("23/1/17", 1, "p1"),
        ("23/1/17", 2, None),
    ]
    assert rows(con, "select case_ref, person_id, incident_id from star.fct_case") == [
        ("EQ-1", "p3", "d"),
        ("EQ-2", "p1", None),  # not a hate incident
        ("VS-1", "p1", "a"),
        ("VS-2", "p2", "c"),
        ("VS-3", None, None),  # withdrawn
    ]
    assert rows(con, "select report_id, person_id, incident_id from star.fct_online_report") == [
        ("1", "p4", "e"),
        ("2", None, "h"),
    ]
    assert rows(con, "select offence_ref, is_hate, incident_id from star.fct_offence") == [
        ("23/1/17", True, "a"),
        ("23/2/17", False, "c"),  # cited by a case
        ("23/3/17", True, "g"),
        ("23/4/17", True, None),  # withdrawn
    ]
    assert rows(con, "select incident_id from star.fct_school_incident") == [("f",)]


def test_a_contact_is_hate_of_a_known_type_in_a_month_that_its_agency_covers(con):
    query = "select agency, record_ref from star.bridge_record_incident where {}"
    assert rows(con, query.format("not is_contact")) == [
        ("police", "23/2/17"),
        ("police", "23/3/17"),
        ("report_hate_now", "2"),
    ]
    assert rows(con, query.format("not is_hate")) == [("police", "23/2/17")]


def test_witnesses_and_reporting_agencies_are_not_victims(con):
    """The witness is p3 and the agency p4; p1's casework is not about a hate incident."""
    assert rows(con, "select agency, record_ref, person_id from star.bridge_record_victim") == [
        ("police", "23/1/17", "p1"),
        ("victim_support", "VS-1", "p1"),
        ("victim_support", "VS-2", "p2"),
    ]


@pytest.mark.parametrize(
    ("threshold", "held"),
    [
        (
            "low",
            [
                ("a", RUGBY, "2017-05-01", "police", "equip+police+victim_support", 3, True),
                ("c", WARWICK, "2017-06-01", "victim_support", "police+victim_support", 2, True),
            ],
        ),
        (
            "central",
            [
                ("a", RUGBY, "2017-05-01", "police", "police+victim_support", 2, True),
                ("c", WARWICK, "2017-06-01", "victim_support", "police+victim_support", 2, True),
                ("d", WARWICK, "2017-05-01", "equip", "equip", 1, False),
            ],
        ),
        (
            "high",
            [
                ("a", RUGBY, "2017-05-01", "police", "police", 1, True),
                ("b", WARWICK, "2017-05-01", "victim_support", "victim_support", 1, False),
                ("c", WARWICK, "2017-06-01", "victim_support", "police+victim_support", 2, True),
                ("d", WARWICK, "2017-05-01", "equip", "equip", 1, False),
            ],
        ),
    ],
)
def test_an_incident_is_dated_by_its_police_contact_or_its_earliest_contact(con, threshold, held):
    """A police record that is not a contact, cited by VS-2, makes the incident known to them but does not date it."""
    columns = "incident_id, district_code, month_start::varchar, dated_by, agencies, records, is_known_to_police"
    found = rows(con, f"select {columns} from star.fct_incident where threshold = '{threshold}'")
    alone = [
        ("e", RUGBY, "2017-05-01", "report_hate_now", "report_hate_now", 1, False),
        ("f", RUGBY, "2017-05-01", "schools", "schools", 1, False),
    ]
    assert found == held + alone


def test_every_hate_record_has_an_incident(con):
    assert violations(con, "hate_records_tell_of_an_incident") == 0


@pytest.mark.parametrize(
    "change",
    [
        "delete from star.bridge_record_incident where record_ref = 'VS-1'",
        "update star.fct_record set incident_id = 'z' where record_ref = 'EQ-1'",
        "update star.fct_record set incident_id = null where record_ref = 'EQ-1'",
        "update star.fct_record set status = 'withdrawn' where agency = 'report_hate_now'",
        "update star.fct_record set record_ref = '9' where agency = 'schools'",
        "update star.bridge_record_incident set is_hate = false, is_contact = false",
    ],
)
def test_a_record_that_linkage_lost_or_invented_is_found(con, change):
    con.execute("begin")
    try:
        con.execute(change)
        assert violations(con, "hate_records_tell_of_an_incident") > 0
    finally:
        con.execute("rollback")


def test_a_birth_year_in_place_of_a_decade_breaks_the_contract(con):
    con.execute("update linked.person set birth_decade = 1984 where person_id = 'p2'")
    try:
        with pytest.raises(ContractBroken, match=r"star.dim_victim breaks its contract"):
            build_drawn(con, "star.dim_victim")
    finally:
        con.execute("update linked.person set birth_decade = 1970 where person_id = 'p2'")
