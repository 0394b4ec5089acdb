"""What the marts count for every agency, by district and month: a drawn star and coverage in, marts out."""

import duckdb
import pytest

from tests.drawn.tables import build_drawn, draw, draw_coverage, violations

RUGBY = "E07000220"
DISTRICTS = f"""
    district_code | district_name
    {RUGBY}       | Rugby
    OUT           | Outside Warwickshire
    UNK           | Unknown
"""
COVERAGE = """
    month_start | police   | victim_support | equip    | schools  | report_hate_now | victim_survey | police_uk
    2017-04-01  | none     | none           | none     | none     | none            | partial       | none
    2017-05-01  | complete | none           | complete | complete | partial         | complete      | complete
    2017-06-01  | none     | complete       | none     | complete | none            | none          | partial
"""
OFFENCES = f"""
    offence_ref | recorded_date | record_type     | is_hate | district_code | status
    1           | 2017-05-01    | Offence         | true    | {RUGBY}       | current
    2           | 2017-05-31    | Crimed incident | true    | {RUGBY}       | current
    3           | 2017-05-02    | Offence         | false   | {RUGBY}       | current
    4           | 2017-05-02    | Unknown         | true    | {RUGBY}       | current
    5           | 2017-05-02    | Offence         | true    | {RUGBY}       | withdrawn
    6           | 2017-05-02    | Offence         | true    | OUT           | current
"""
CASES = f"""
    agency         | case_ref | opened_date | is_hate | role    | reported_to_police | district_code | status
    victim_support | VS-1     | 2017-06-01  | true    | Victim  | true               | {RUGBY}       | current
    equip          | EQ-1     | 2017-05-31  | true    | Victim  | true               | {RUGBY}       | current
    equip          | EQ-2     | 2017-05-30  | true    | Witness | false              | {RUGBY}       | current
    equip          | EQ-3     | 2017-05-30  | true    | Unknown |                    | {RUGBY}       | current
    equip          | EQ-4     | 2017-05-30  | false   | Victim  | true               | {RUGBY}       | current
    equip          | EQ-5     | 2017-05-30  | true    | Victim  | true               | {RUGBY}       | withdrawn
    equip          | EQ-6     | 2017-05-30  | true    | Victim  | false              | UNK           | current
"""
CASE_STRANDS = """
    agency         | case_ref | strand
    victim_support | VS-1     | sex
    equip          | EQ-1     | race
    equip          | EQ-1     | religion
    equip          | EQ-2     | race
    equip          | EQ-3     | age
    equip          | EQ-3     | unknown
    equip          | EQ-4     | disability
    equip          | EQ-6     | transgender
"""
INCIDENTS = f"""
    school_incident_id | incident_date | victim_outcome | perpetrator_outcome | district_code | status
    1                  | 2017-05-31    | Good           | Unsatisfactory      | {RUGBY}       | current
    2                  | 2017-05-30    | Satisfactory   | Unknown             | {RUGBY}       | current
    3                  | 2017-05-29    | Unknown        | Good                | {RUGBY}       | current
    4                  | 2017-05-28    | Good           | Good                | {RUGBY}       | withdrawn
    5                  | 2017-04-28    | Good           | Good                | {RUGBY}       | current
"""
INCIDENT_STRANDS = """
    school_incident_id | strand
    1                  | race
    1                  | sexual_orientation
    2                  | race
    3                  | other
    5                  | race
"""
ACTIONS = """
    school_incident_id | action
    1                  | PCSO contact
    1                  | Apology
    2                  | Workshop
    5                  | PCSO contact
"""
REPORTS = f"""
    report_id | submitted_date | incident_date | district_code | status
    1         | 2017-05-20     | 2017-04-30    | {RUGBY}       | current
    2         | 2017-05-20     |               | {RUGBY}       | withdrawn
    3         | 2017-04-20     | 2017-04-19    | {RUGBY}       | current
"""
STREET = f"""
    street_crime_ref | month_start | crime_type            | district_code | status
    1                | 2017-05-01  | Burglary              | {RUGBY}       | current
    2                | 2017-05-01  | Unknown               | {RUGBY}       | current
    3                | 2017-05-01  | Anti-social behaviour | {RUGBY}       | current
    4                | 2017-05-01  | Burglary              | {RUGBY}       | withdrawn
    5                | 2017-05-01  | Anti-social behaviour | UNK           | current
"""
#: Every contact is an incident of its own; incidents known to several agencies are in `test_silo_marts`.
LINKED = f"""
    agency          | record_ref | record_date | is_contact | incident_id | district_code
    police          | 1          | 2017-05-01  | true       | i1          | {RUGBY}
    police          | 2          | 2017-05-31  | true       | i2          | {RUGBY}
    police          | 4          | 2017-05-02  | false      | i4          | {RUGBY}
    police          | 6          | 2017-05-02  | true       | i6          | OUT
    victim_support  | VS-1       | 2017-06-01  | true       | i7          | {RUGBY}
    equip           | EQ-1       | 2017-05-31  | true       | i8          | {RUGBY}
    equip           | EQ-2       | 2017-05-30  | true       | i9          | {RUGBY}
    equip           | EQ-3       | 2017-05-30  | true       | i10         | {RUGBY}
    equip           | EQ-6       | 2017-05-30  | true       | i11         | UNK
    schools         | 1          | 2017-05-31  | true       | i12         | {RUGBY}
    schools         | 2          | 2017-05-30  | true       | i13         | {RUGBY}
    schools         | 3          | 2017-05-29  | true       | i14         | {RUGBY}
    schools         | 5          | 2017-04-28  | false      | i15         | {RUGBY}
    report_hate_now | 1          | 2017-05-20  | true       | i16         | {RUGBY}
    report_hate_now | 3          | 2017-04-20  | false      | i17         | {RUGBY}
"""
MARTS = ("recorded_crime_month", "silo_district_month", "support_case_month", "casework_month", "school_incident_month")


@pytest.fixture(scope="module")
def con():
    con = duckdb.connect()
    sent = {"delivery_id": "agency/2017-07-10"}
    person = {"sex": "Unknown", "ethnicity": "Unknown", **sent}
    kind = dict.fromkeys(("offence_category", "jsna_area", "premises_type", "reporting_channel"), "Unknown")
    party = dict.fromkeys(("role", "sex", "ethnicity", "year_group"), "Unknown")
    parties = {f"{whose}_{what}": value for whose in ("victim", "perpetrator") for what, value in party.items()}
    form = {"submitted_date": "2017-06-30", "school_urn": "UNK", "time_of_day": "Unknown", "place": "Unknown"}
    draw(con, "audit.delivery", "delivery_date date\n2017-07-10")
    build_drawn(con, "star.dim_date")
    draw(con, "star.dim_district", DISTRICTS)
    draw_coverage(con, COVERAGE)
    draw(con, "star.fct_offence", OFFENCES, **kind, **sent)
    draw(con, "star.fct_case", CASES, referral_source="Unknown", **person)
    draw(con, "star.bridge_case_strand", CASE_STRANDS)
    draw(con, "star.fct_school_incident", INCIDENTS, **parties, **form, **sent)
    draw(con, "star.bridge_school_incident_strand", INCIDENT_STRANDS)
    draw(con, "star.bridge_school_incident_action", ACTIONS)
    draw(con, "star.fct_online_report", REPORTS, routed_to="police", reporter="Victim", **person)
    draw(con, "star.fct_street_crime", STREET, outcome="None given", **sent)
    each = {"is_hate": "true", "linkable": "true"}
    draw(con, "star.bridge_record_incident", LINKED, incident_id_low="x", incident_id_high="x", **each)
    con.execute("update star.bridge_record_incident set incident_id_low = incident_id, incident_id_high = incident_id")
    draw(con, "star.bridge_record_victim", "agency | record_ref | person_id\npolice | 1 | p1")
    for made in ("fct_incident", "fct_record", "dim_measure", "bridge_record_measure"):
        build_drawn(con, f"star.{made}")
    for mart in ("figure_district_month", *MARTS):
        build_drawn(con, f"mart.{mart}")
    return con


def of_month(con, mart, columns, month, district=RUGBY):
    query = f"select {columns} from mart.{mart} where month_start = '{month}' and district_code = '{district}'"
    (found,) = con.execute(query).fetchall()
    return found


@pytest.mark.parametrize("mart", MARTS)
def test_the_grid_is_whole(con, mart):
    assert con.execute(f"select count(*) from mart.{mart}").fetchall() == [(3 * 3,)]


SILO = (
    "police_offences, police_crimed_incidents, police_all_records, victim_support_cases, equip_hate_cases,"
    " school_incidents, online_reports, agency_contacts, is_provisional"
)


@pytest.mark.parametrize(
    ("month", "district", "known"),
    [
        ("2017-05-01", RUGBY, (1, 1, 4, None, 3, 3, 1, 9, True)),
        ("2017-05-01", "OUT", (1, 0, 1, None, 0, 0, 0, 1, True)),
        ("2017-05-01", "UNK", (0, 0, 0, None, 1, 0, 0, 1, True)),
        ("2017-06-01", RUGBY, (None, None, None, 1, None, 0, None, 1, False)),  # data.police.uk does not count here
        ("2017-06-01", "OUT", (None, None, None, 0, None, 0, None, 0, False)),
        (
            "2017-04-01",
            RUGBY,
            (None,) * 8 + (False,),
        ),  # nothing covers the month: the survey does not count here either
    ],
)
def test_the_silos_are_side_by_side(con, month, district, known):
    assert of_month(con, "silo_district_month", SILO, month, district) == known


CASEWORK = "casework, hate_casework, victims, witnesses, reported_to_police, not_reported_to_police, is_provisional"
STRANDS = "race, religion, sexual_orientation, disability, transgender, other_or_unknown"


@pytest.mark.parametrize(
    ("month", "district", "casework", "strands"),
    [
        ("2017-05-01", RUGBY, (4, 3, 1, 1, 1, 1, False), (2, 1, 0, 0, 0, 1)),
        ("2017-05-01", "UNK", (1, 1, 1, 0, 0, 1, False), (0, 0, 0, 0, 1, 0)),
        ("2017-05-01", "OUT", (0, 0, 0, 0, 0, 0, False), (0, 0, 0, 0, 0, 0)),
        ("2017-06-01", RUGBY, (None,) * 6 + (False,), (None,) * 6),
    ],
)
def test_only_casework_about_hate_is_split_further(con, month, district, casework, strands):
    assert of_month(con, "casework_month", CASEWORK, month, district) == casework
    assert of_month(con, "casework_month", STRANDS, month, district) == strands


def test_a_strand_without_its_own_column_counts_as_other(con):
    assert of_month(con, "support_case_month", "cases, race, other_or_unknown", "2017-06-01") == (1, 0, 1)


OUTCOMES = (
    "with_pcso, victim_outcomes_known, victim_outcomes_good_or_satisfactory,"
    " perpetrator_outcomes_known, perpetrator_outcomes_good_or_satisfactory"
)


@pytest.mark.parametrize(
    ("month", "district", "incidents", "strands", "outcomes"),
    [
        ("2017-05-01", RUGBY, 3, (2, 0, 1, 0, 0, 1), (1, 2, 2, 2, 1)),
        ("2017-05-01", "UNK", 0, (0, 0, 0, 0, 0, 0), (0, 0, 0, 0, 0)),
        ("2017-06-01", RUGBY, 0, (0, 0, 0, 0, 0, 0), (0, 0, 0, 0, 0)),
        ("2017-04-01", RUGBY, None, (None,) * 6, (None,) * 5),  # one happened then, but the month is not covered
    ],
)
def test_a_school_incident_counts_once_whatever_it_names(con, month, district, incidents, strands, outcomes):
    assert of_month(con, "school_incident_month", "incidents", month, district) == (incidents,)
    assert of_month(con, "school_incident_month", STRANDS, month, district) == strands
    assert of_month(con, "school_incident_month", OUTCOMES, month, district) == outcomes


@pytest.mark.parametrize(
    ("month", "district", "crime"),
    [
        ("2017-05-01", RUGBY, (4, 2, 1, False)),
        ("2017-05-01", "UNK", (0, 0, 1, False)),
        ("2017-05-01", "OUT", (1, 0, 0, False)),
        ("2017-06-01", RUGBY, (None, 0, 0, True)),
        ("2017-04-01", RUGBY, (None, None, None, False)),
    ],
)
def test_the_police_extract_is_beside_the_published_figures(con, month, district, crime):
    columns = "police_records, street_crimes, anti_social_behaviour, is_provisional"
    assert of_month(con, "recorded_crime_month", columns, month, district) == crime


@pytest.mark.parametrize("mart", MARTS)
def test_the_months_add_up(con, mart):
    """The incident and the report of April, before their agencies' first months, do not spoil the sum."""
    assert violations(con, f"{mart}_adds_up") == 0


@pytest.mark.parametrize(
    ("mart", "change"),
    [
        ("silo_district_month", "set equip_hate_cases = 0"),
        ("silo_district_month", "set school_incidents = null"),
        ("silo_district_month", "set online_reports = null"),
        ("silo_district_month", "set agency_contacts = agency_contacts + 1"),
        ("casework_month", "set casework = 4 where district_code = 'UNK'"),
        ("casework_month", "set hate_casework = null"),
        ("school_incident_month", "set incidents = null"),
        ("recorded_crime_month", "set police_records = null"),
        ("recorded_crime_month", "set anti_social_behaviour = 0"),
    ],
)
def test_months_that_do_not_add_up_are_found(con, mart, change):
    con.execute("begin")
    try:
        con.execute(f"update mart.{mart} {change}")
        assert violations(con, f"{mart}_adds_up") > 0
    finally:
        con.execute("rollback")
