"""What the agencies know between them, by district and month: drawn bridges and coverage in, marts out."""

import duckdb
import pytest

from tests.drawn.tables import build_drawn, draw, draw_coverage, draw_empty, violations

RUGBY, WARWICK = "E07000220", "E07000222"
DISTRICTS = f"""
    district_code | district_name
    {RUGBY}       | Rugby
    {WARWICK}     | Warwick
    UNK           | Unknown
"""
AGENCIES = "agency\nequip\npolice\nschools\nvictim_support"
COVERAGE = """
    month_start | police   | victim_support | equip    | schools
    2017-04-01  | none     | none           | none     | none
    2017-05-01  | complete | complete       | complete | complete
    2017-06-01  | complete | complete       | none     | complete
    2017-07-01  | none     | partial        | none     | none
"""
LINKED = f"""
    agency         | record_ref | record_date | is_contact | linkable | incident_id_low | incident_id | incident_id_high | district_code
    police         | 1          | 2017-05-10  | true       | true     | a               | a           | a                | {RUGBY}
    police         | 2          | 2017-05-11  | true       | true     | a               | b           | b                | {RUGBY}
    police         | 3          | 2017-05-12  | false      | true     | d               | d           | d                | {RUGBY}
    victim_support | VS-1       | 2017-05-09  | true       | true     | a               | a           | c                | {RUGBY}
    victim_support | VS-2       | 2017-06-15  | true       | true     | d               | d           | d                | {WARWICK}
    victim_support | VS-3       | 2017-07-01  | true       | false    | e               | e           | e                | UNK
    equip          | EQ-1       | 2017-05-20  | true       | true     | a               | a           | g                | {WARWICK}
    equip          | EQ-2       | 2017-06-20  | false      | true     | h               | h           | h                | {RUGBY}
    schools        | 1          | 2017-06-20  | true       | false    | f               | f           | f                | {RUGBY}
"""  # noqa: E501 (a drawn table is as wide as its columns)
LATE = f"""
    agency | record_ref | record_date | is_contact | linkable | incident_id_low | incident_id | incident_id_high | district_code
    police | P1         | 2017-06-10  | true       | true     | a               | a           | a                | {RUGBY}
    equip  | EQ-1       | 2017-05-20  | true       | true     | a               | a           | a                | {RUGBY}
"""  # noqa: E501 (a drawn table is as wide as its columns)
VICTIMS = """
    agency         | record_ref | person_id
    police         | 1          | p1
    police         | 2          | p1
    police         | 2          | p2
    victim_support | VS-1       | p1
    victim_support | VS-2       | p3
    equip          | EQ-2       | p4
"""
OFFENCES = """
    offence_ref | record_type     | is_hate | recorded_date
    1           | Offence         | true    | 2017-05-10
    2           | Crimed incident | true    | 2017-05-11
    3           | Offence         | false   | 2017-05-12
"""
MARTS = (
    "recorded_crime_month",
    "figure_district_month",
    "silo_district_month",
    "silo_pair_district_month",
    "silo_combination_district_month",
    "repeat_victim_month",
)
CHECKS = (
    "silo_incidents_add_up",
    "silo_pair_district_month_adds_up",
    "silo_combination_district_month_adds_up",
    "repeat_victim_month_adds_up",
)


@pytest.fixture(scope="module")
def con():
    return county(COVERAGE, LINKED, VICTIMS)


def county(coverage, linked, victims, **same):
    """Build the marts over agencies from the drawn tables."""
    con = duckdb.connect()
    draw(con, "audit.delivery", "delivery_date date\n2018-12-31")
    build_drawn(con, "star.dim_date")
    draw(con, "star.dim_district", DISTRICTS)
    draw(con, "star.dim_agency", AGENCIES, agency_name="x", sender="x", kind="append", cadence_days="31")
    draw_coverage(con, coverage)
    kind = dict.fromkeys(("offence_category", "jsna_area", "premises_type", "reporting_channel"), "Unknown")
    stands = {"district_code": RUGBY, "status": "current", "delivery_id": "x"}
    draw(con, "star.fct_offence", OFFENCES, **kind, **stands)
    nothing = {"month_start": "2017-05-01", "crime_type": "x", "outcome": "x"}
    draw(con, "star.fct_street_crime", "street_crime_ref\n1", **nothing, **stands)
    draw(con, "star.bridge_record_incident", linked, is_hate="true", **same)
    draw(con, "star.bridge_record_victim", victims)
    for fact in ("fct_case", "fct_school_incident", "fct_online_report"):
        draw_empty(con, f"star.{fact}")
    for made in ("fct_incident", "fct_record", "dim_measure", "bridge_record_measure"):
        build_drawn(con, f"star.{made}")
    for mart in MARTS:
        build_drawn(con, f"mart.{mart}")
    return con


def of_month(con, mart, columns, month, district, where="true"):
    query = f"select {columns} from mart.{mart} where month_start = '{month}' and district_code = '{district}'"
    (found,) = con.execute(f"{query} and {where}").fetchall()
    return found


SILO = (
    "agency_contacts, unique_incidents_low, unique_incidents, unique_incidents_high, unique_people,"
    " known_to_police, not_known_to_police"
)


@pytest.mark.parametrize(
    ("month", "district", "known"),
    [
        # a, known to the police and Victim Support, and b; p1 is the victim of both
        ("2017-05-01", RUGBY, (3, 1, 2, 3, 2, 2, 0)),
        # EQuIP's record of a is a contact here, but its incident is in Rugby's; by the high threshold it is one here
        ("2017-05-01", WARWICK, (1, 0, 0, 1, 0, 0, 0)),
        # d, which the police hold but not as hate
        ("2017-06-01", WARWICK, (1, 1, 1, 1, 1, 1, 0)),
        # f, from a school, which names no one; EQuIP's record in a month that it does not cover is not counted
        ("2017-06-01", RUGBY, (1, 1, 1, 1, 0, 0, 1)),
        ("2017-06-01", "UNK", (0, 0, 0, 0, 0, 0, 0)),
        # the police do not cover the month, so what they know is not known
        ("2017-07-01", "UNK", (1, 1, 1, 1, 0, None, None)),
        ("2017-04-01", RUGBY, (None,) * 7),
    ],
)
def test_an_incident_known_to_several_agencies_counts_once_between_low_and_high(con, month, district, known):
    assert of_month(con, "silo_district_month", SILO, month, district) == known


PAIR = "records, linkable_records, linked_records"


@pytest.mark.parametrize(
    ("agency", "other", "month", "district", "linked"),
    [
        ("police", "victim_support", "2017-05-01", RUGBY, (2, 2, 1)),
        ("victim_support", "police", "2017-05-01", RUGBY, (1, 1, 1)),
        ("police", "equip", "2017-05-01", RUGBY, (2, 2, 1)),
        ("equip", "police", "2017-05-01", WARWICK, (1, 1, 1)),
        ("victim_support", "police", "2017-06-01", WARWICK, (1, 1, 1)),  # to a record that is not hate
        ("schools", "police", "2017-06-01", RUGBY, (1, 0, 0)),
        ("police", "victim_support", "2017-06-01", RUGBY, (0, 0, 0)),
        ("victim_support", "equip", "2017-06-01", WARWICK, (1, 1, None)),  # EQuIP does not cover the month
        ("equip", "victim_support", "2017-06-01", RUGBY, (None, None, None)),
    ],
)
def test_a_pair_counts_the_contacts_that_another_agency_also_knows_of(con, agency, other, month, district, linked):
    pair = f"agency = '{agency}' and other_agency = '{other}'"
    assert of_month(con, "silo_pair_district_month", PAIR, month, district, pair) == linked


@pytest.mark.parametrize(
    ("agencies", "month", "district", "incidents"),
    [
        ("equip+police+victim_support", "2017-05-01", RUGBY, 1),
        ("police", "2017-05-01", RUGBY, 1),
        ("police+victim_support", "2017-05-01", RUGBY, 0),
        ("police+victim_support", "2017-06-01", WARWICK, 1),
        ("schools", "2017-06-01", RUGBY, 1),
        ("victim_support", "2017-07-01", "UNK", 1),
        ("victim_support", "2017-07-01", RUGBY, 0),
        ("police+victim_support", "2017-07-01", RUGBY, None),  # the police do not cover the month
        ("equip+police+victim_support", "2017-06-01", RUGBY, None),  # nor does EQuIP
    ],
)
def test_an_incident_counts_under_the_combination_of_agencies_that_know_of_it(
    con, agencies, month, district, incidents
):
    combination = f"agencies = '{agencies}'"
    found = of_month(con, "silo_combination_district_month", "incidents", month, district, combination)
    assert found == (incidents,)


def test_an_incident_counts_even_if_one_agency_that_knows_of_it_does_not_cover_the_month():
    con = county(COVERAGE, LATE, "agency | record_ref | person_id\npolice | P1 | p1")
    found = of_month(con, "silo_combination_district_month", "agencies, incidents", "2017-06-01", RUGBY)
    assert found == ("equip+police", 1)
    assert violations(con, "silo_combination_district_month_adds_up") == 0


#: Two years: p1's incidents, with b shared by p4; p2's one incident, reported twice; p3's two, over a year apart.
YEARS = f"""
    agency         | record_ref | record_date | incident_id_low | incident_id | incident_id_high | district_code
    police         | P1         | 2016-06-10  | a               | a           | a                | {RUGBY}
    police         | P2         | 2017-05-10  | b               | b           | b                | {RUGBY}
    victim_support | VS-1       | 2017-06-02  | b               | b           | b                | {WARWICK}
    police         | P3         | 2017-05-11  | c               | c           | c                | {RUGBY}
    victim_support | VS-2       | 2017-06-11  | c               | c           | h                | {RUGBY}
    police         | P4         | 2016-05-10  | d               | d           | d                | {RUGBY}
    police         | P5         | 2017-05-15  | e               | e           | e                | {RUGBY}
    police         | P6         | 2017-04-10  | f               | f           | f                | {WARWICK}
"""
STRUCK = """
    agency         | record_ref | person_id
    police         | P1         | p1
    police         | P2         | p1
    police         | P2         | p4
    victim_support | VS-1       | p1
    police         | P3         | p2
    victim_support | VS-2       | p2
    police         | P4         | p3
    police         | P5         | p3
    police         | P6         | p4
"""
MONTHS = [
    f"{year}-{month:02}-01" for year, month in [*((2016, m) for m in range(5, 13)), *((2017, m) for m in range(1, 7))]
]


def years(**police):
    """Build the marts of two years; the police's coverage of a month can be given."""
    covered = [f"{month} | {police.get(month[:7].replace('-', '_'), 'complete')} | complete" for month in MONTHS]
    both = {"is_contact": "true", "linkable": "true"}
    return county("\n".join(["month_start | police | victim_support", *covered]), YEARS, STRUCK, **both)


@pytest.fixture(scope="module")
def two_years():
    return years()


REPEAT = "victims, repeat_victims, incidents_of_repeat_victims"


@pytest.mark.parametrize(
    ("month", "district", "struck"),
    [
        ("2017-05-01", RUGBY, (4, 2, 3)),  # p1 by a and b; p4 by b and, elsewhere, f
        ("2017-04-01", WARWICK, (1, 0, 0)),  # p4's first
        ("2017-06-01", RUGBY, (0, 0, 0)),  # the case that Victim Support opened in June was about May
        ("2017-03-01", RUGBY, (0, None, None)),  # eleven months are covered
        ("2016-06-01", RUGBY, (1, None, None)),
    ],
)
def test_a_repeat_victim_had_distinct_incidents_in_twelve_months(two_years, month, district, struck):
    assert of_month(two_years, "repeat_victim_month", REPEAT, month, district) == struck


def test_a_month_that_the_police_do_not_cover_leaves_twelve_months_without_repeat_victims():
    con = years(**{"2017_01": "none"})
    assert of_month(con, "repeat_victim_month", REPEAT, "2017-05-01", RUGBY) == (4, None, None)
    assert of_month(con, "repeat_victim_month", REPEAT, "2017-01-01", RUGBY) == (None, None, None)


@pytest.mark.parametrize("mart", MARTS)
def test_the_grid_is_whole(con, mart):
    each = {"figure_district_month": 13, "silo_pair_district_month": 4 * 3, "silo_combination_district_month": 5}
    assert con.execute(f"select count(*) from mart.{mart}").fetchall() == [(4 * 3 * each.get(mart, 1),)]


def test_a_month_that_an_agency_covers_in_part_is_provisional(con):
    for mart in MARTS[1:]:
        months = f"select distinct month_start::varchar from mart.{mart} where is_provisional"
        assert con.execute(months).fetchall() == [("2017-07-01",)], mart


@pytest.mark.parametrize("check", CHECKS)
def test_the_marts_add_up(con, two_years, check):
    assert violations(con, check) == 0
    assert violations(two_years, check) == 0


@pytest.mark.parametrize(
    ("check", "change"),
    [
        ("silo_incidents_add_up", "silo_district_month set unique_incidents_low = 0"),
        ("silo_incidents_add_up", "silo_district_month set unique_incidents_high = null"),
        ("silo_pair_district_month_adds_up", "silo_pair_district_month set records = records + 1"),
        ("silo_pair_district_month_adds_up", "silo_pair_district_month set linkable_records = null"),
        ("silo_pair_district_month_adds_up", "silo_pair_district_month set linked_records = null"),
        ("silo_combination_district_month_adds_up", "silo_combination_district_month set incidents = 0"),
        ("repeat_victim_month_adds_up", "repeat_victim_month set victims = null"),
    ],
)
def test_marts_that_do_not_add_up_are_found(con, check, change):
    con.execute("begin")
    try:
        con.execute(f"update mart.{change}")
        assert violations(con, check) > 0
    finally:
        con.execute("rollback")


@pytest.mark.parametrize(
    "broken",
    [
        "known_to_police + 1 as known_to_police",
        "unique_incidents + 9 as unique_incidents_low",
        "agency_contacts + 1 as unique_incidents_high",
    ],
)
def test_more_incidents_than_contacts_or_more_known_than_exist_breaks_the_contract(con, broken):
    con.execute("begin")
    try:
        with pytest.raises(duckdb.ConstraintException):
            con.execute(
                f"insert into mart.silo_district_month select * replace ({broken}) from mart.silo_district_month"
            )
    finally:
        con.execute("rollback")
