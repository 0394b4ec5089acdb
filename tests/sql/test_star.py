"""What the star holds of each agency's current records: drawn staged tables in, facts and bridges out."""

import duckdb
import pytest

from pipelines.build import provenance
from pipelines.build.sql_file import ContractBroken, sql_tables
from pipelines.build.sql_table import orphans
from tests.drawn.linked import create_linked
from tests.drawn.tables import build_drawn, draw

RUGBY, WARWICK = "E07000220", "E07000222"
SENT = {"delivery_id": "agency/2017-10-03"}
PERSON = {"sex": "Unknown", "ethnicity": "Unknown", **SENT}

POLICE = "offence_ref\n23/1/17"
SUPPORT = f"""
    case_id | date_created date | incident_date date | strands varchar[]  | district_code | referral_source | police_crime_ref | status
    VS-1    | 2017-02-01        | 2017-01-30         | [race]             | {RUGBY}       | Self            | 23/1/17          | current
    VS-2    | 2017-02-02        |                    | [race, disability] | {RUGBY}       | Self            | 23/9/17          | current
    VS-3    | 2017-02-03        |                    | [race]             | {RUGBY}       | Police          |                  | withdrawn
"""  # noqa: E501 (a drawn table is as wide as its columns)
EQUIP = f"""
    case_ref   | opened_date date | incident_date date | district_code | strands varchar[] | is_hate boolean | role    | reported_to_police boolean | referral_source | status
    EQ/2017/01 | 2017-03-01       | 2017-02-27         | {WARWICK}     | [race, religion]  | true            | Witness | false                      | Self            | current
    EQ/2017/02 | 2017-03-02       |                    | UNK           | [age]             | false           | Unknown |                            | Unknown         | current
    EQ/2017/03 | 2017-03-03       |                    | OUT           | [unknown]         | true            | Victim  | true                       | Self            | withdrawn
"""  # noqa: E501 (a drawn table is as wide as its columns)
SCHOOLS = """
    school_incident_id | submitted_date date | incident_date date | school_urn | strands varchar[] | natures varchar[]        | actions varchar[]        | victim_outcome | perpetrator_outcome | status
    1                  | 2017-01-20          | 2017-01-19         | 900001     | [race]            | [Verbal abuse, Graffiti] | [Apology, PCSO contact]  | Good           | Unsatisfactory      | current
    2                  | 2017-01-21          | 2017-01-21         | UNK        | [race, other]     | []                       | []                       | Unknown        | Unknown             | current
    3                  | 2017-01-22          | 2017-01-21         | 900002     | [unknown]         | [Unknown]                | [Unknown]                | Satisfactory   | Good                | withdrawn
"""  # noqa: E501 (a drawn table is as wide as its columns)
SIDES = {
    f"{whose}_{what}": "Unknown"
    for whose in ("victim", "perpetrator")
    for what in ("role", "sex", "ethnicity", "year_group")
}
SCHOOL = f"""
    school_urn | school_name | phase     | district_code
    900001     | Sample 1    | Primary   | {RUGBY}
    900002     | Sample 2    | Secondary | {WARWICK}
"""
REPORTS = f"""
    report_id | submitted_date date | incident_date date | district_code | strands varchar[]                | routed_to | reporter | police_ref | status
    1         | 2017-06-02          | 2017-06-01         | {RUGBY}       | [race, alternative_culture]      | police    | Victim   | 23/1/17    | current
    2         | 2017-06-03          |                    | OUT           | [transgender]                    | equip     | Agency   | 23/9/17    | current
    3         | 2017-06-04          |                    | UNK           | [unknown]                        | unknown   | Unknown  |            | withdrawn
"""  # noqa: E501 (a drawn table is as wide as its columns)
RESPONSES = f"""
    response_id | interview_month date | district_code | ease_of_contact      | actions        | follow_up | treatment         | whole_experience | status
    1           | 2017-04-01           | {RUGBY}       | Completely satisfied | Not applicable | Neither   | Very dissatisfied | Unknown          | current
    2           | 2017-04-01           | UNK           | Unknown              | Unknown        | Unknown   | Unknown           | Unknown          | withdrawn
"""  # noqa: E501 (a drawn table is as wide as its columns)
STREET = f"""
    street_crime_ref | month_start date | crime_id | district_code | lsoa_code | lsoa_name  | crime_type            | outcome             | status
    2017-06/a        | 2017-06-01       | a        | {RUGBY}       | E01031195 | Rugby 004B | Burglary              | Under investigation | current
    2017-06/2        | 2017-06-01       |          | UNK           |           |            | Anti-social behaviour | None given          | current
    2017-06/c        | 2017-06-01       | c        | OUT           | E01009999 | Coventry 1 | Unknown               | Unknown             | withdrawn
"""  # noqa: E501 (a drawn table is as wide as its columns)


#: The tables of the star that are made from the rows above.
MADE = [
    "star.fct_case",
    "star.bridge_case_strand",
    "star.fct_school_incident",
    "star.bridge_school_incident_strand",
    "star.bridge_school_incident_nature",
    "star.bridge_school_incident_action",
    "star.fct_online_report",
    "star.bridge_online_report_strand",
    "star.fct_survey_response",
    "star.fct_street_crime",
]


@pytest.fixture
def con():
    con = duckdb.connect()
    draw(con, "reference.school", SCHOOL)
    return drawn_in(con)


def drawn_in(con):
    """Draw the staged tables, without any linkage."""
    create_linked(con)
    draw(con, "staged.police__offences", POLICE)
    draw(con, "staged.victim_support__cases", SUPPORT, **PERSON)
    draw(con, "staged.equip__casework", EQUIP, **PERSON)
    draw(con, "staged.schools__incidents", SCHOOLS, **SIDES, **SENT, time_of_day="Break", place="Unknown")
    draw(con, "staged.report_hate_now__reports", REPORTS, **PERSON)
    draw(con, "staged.victim_survey__responses", RESPONSES, **SENT)
    draw(con, "staged.police_uk__street", STREET, **SENT)
    return con


def made(con, name, columns):
    """Build a table of the star; return some of its columns, in order."""
    build_drawn(con, name)
    return con.execute(f"select {columns} from {name} order by all").fetchall()


def test_cases_of_both_agencies_are_in_one_fact(con):
    columns = "agency, case_ref, opened_date::varchar, district_code, is_hate, role, reported_to_police, status"
    assert made(con, "star.fct_case", columns) == [
        ("equip", "EQ/2017/01", "2017-03-01", WARWICK, True, "Witness", False, "current"),
        ("equip", "EQ/2017/02", "2017-03-02", "UNK", False, "Unknown", None, "current"),
        ("equip", "EQ/2017/03", "2017-03-03", "OUT", True, "Victim", True, "withdrawn"),
        ("victim_support", "VS-1", "2017-02-01", RUGBY, True, "Victim", True, "current"),
        ("victim_support", "VS-2", "2017-02-02", RUGBY, True, "Victim", True, "current"),
        ("victim_support", "VS-3", "2017-02-03", RUGBY, True, "Victim", True, "withdrawn"),
    ]


def test_a_case_is_linked_to_the_offence_it_cites_if_the_police_hold_it(con):
    assert made(con, "star.fct_case", "case_ref, offence_ref")[3:5] == [("VS-1", "23/1/17"), ("VS-2", None)]


def test_a_case_is_under_each_of_its_strands_while_it_is_current(con):
    assert made(con, "star.bridge_case_strand", "*") == [
        ("equip", "EQ/2017/01", "race"),
        ("equip", "EQ/2017/01", "religion"),
        ("equip", "EQ/2017/02", "age"),
        ("victim_support", "VS-1", "race"),
        ("victim_support", "VS-2", "disability"),
        ("victim_support", "VS-2", "race"),
    ]


def test_a_school_incident_is_in_its_schools_district(con):
    assert made(con, "star.dim_school", "school_urn, phase, district_code") == [
        ("900001", "Primary", RUGBY),
        ("900002", "Secondary", WARWICK),
        ("UNK", "Unknown", "UNK"),
    ]
    columns = "school_incident_id, school_urn, district_code, victim_outcome, perpetrator_outcome, status"
    assert made(con, "star.fct_school_incident", columns) == [
        ("1", "900001", RUGBY, "Good", "Unsatisfactory", "current"),
        ("2", "UNK", "UNK", "Unknown", "Unknown", "current"),
        ("3", "900002", WARWICK, "Satisfactory", "Good", "withdrawn"),
    ]


@pytest.mark.parametrize(
    ("bridge", "held"),
    [
        ("strand", [("1", "race"), ("2", "other"), ("2", "race")]),
        ("nature", [("1", "Graffiti"), ("1", "Verbal abuse")]),
        ("action", [("1", "Apology"), ("1", "PCSO contact")]),
    ],
)
def test_a_current_school_incident_is_under_each_thing_named_and_under_none_if_none_was_named(con, bridge, held):
    assert made(con, f"star.bridge_school_incident_{bridge}", "*") == held


def test_an_online_report_cites_an_offence_only_if_the_police_hold_it(con):
    columns = "report_id, submitted_date::varchar, district_code, routed_to, reporter, offence_ref, status"
    assert made(con, "star.fct_online_report", columns) == [
        ("1", "2017-06-02", RUGBY, "police", "Victim", "23/1/17", "current"),
        ("2", "2017-06-03", "OUT", "equip", "Agency", None, "current"),
        ("3", "2017-06-04", "UNK", "unknown", "Unknown", None, "withdrawn"),
    ]
    strands = [("1", "alternative_culture"), ("1", "race"), ("2", "transgender")]
    assert made(con, "star.bridge_online_report_strand", "*") == strands


def test_a_survey_response_keeps_its_five_answers(con):
    assert made(con, "star.fct_survey_response", "* exclude (interview_month, delivery_id)") == [
        ("1", RUGBY, "Completely satisfied", "Not applicable", "Neither", "Very dissatisfied", "Unknown", "current"),
        ("2", "UNK", "Unknown", "Unknown", "Unknown", "Unknown", "Unknown", "withdrawn"),
    ]


def test_an_answer_that_nobody_could_give_breaks_the_contract(con):
    con.execute("update staged.victim_survey__responses set treatment = 'Delighted'")
    with pytest.raises(ContractBroken, match="fct_survey_response breaks its contract"):
        build_drawn(con, "star.fct_survey_response")


def test_street_crime_keeps_rows_outside_the_county_and_without_a_location(con):
    columns = "street_crime_ref, district_code, lsoa_code, crime_type, outcome, status"
    assert made(con, "star.fct_street_crime", columns) == [
        ("2017-06/2", "UNK", None, "Anti-social behaviour", "None given", "current"),
        ("2017-06/a", RUGBY, "E01031195", "Burglary", "Under investigation", "current"),
        ("2017-06/c", "OUT", "E01009999", "Unknown", "Unknown", "withdrawn"),
    ]


def test_unknown_members_have_a_row_in_the_dimensions_of_the_committed_lists(bench):
    drawn_in(bench.con)
    counts = dict.fromkeys(("rows_sent", "rows_accepted", "rows_duplicate", "rows_rejected", "warnings"), "0")
    newest = "agency | delivery_date | file | revision | status | restates\nequip | 2017-10-03 | a | 1 | loaded | true"
    draw(
        bench.con,
        "audit.delivery",
        newest,
        **counts,
        loaded_at="2017-10-03 02:00",
        is_contracted="true",
        contract_sha256="x",
    )
    provenance.note(bench.con, "linked.person", "drawn", 0)
    bench.build(*(f"star.dim_{name}" for name in ("date", "district", "ethnicity", "school", "strand", "victim")))
    agency = {"agency_name": "x", "sender": "x", "kind": "cumulative", "cadence_days": "92"}
    draw(bench.con, "star.dim_agency", "agency\nequip\nvictim_support", **agency)
    bench.con.execute("create table star.fct_offence as select offence_ref from staged.police__offences")
    for name in MADE:
        build_drawn(bench.con, name)
    tables = {table.full_name: table for table in sql_tables()}
    assert {name: broken for name in MADE if (broken := orphans(bench.con, tables[name]))} == {}
