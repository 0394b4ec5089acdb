"""Victims of hate records beside residents: drawn victims and residents in, `mart.victim_profile_month` out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from tests.drawn.police import COUNTY, RUGBY, WARWICK, draw_offences, months, police_star
from tests.drawn.tables import build_drawn, draw, violations

COVERED = {**dict.fromkeys(months("2016-05-01", 13), "complete"), "2017-06-01": "none", "2017-07-01": "partial"}
INDIAN = "Asian or British Asian Indian"
RESIDENTS = f"""
    district_code | sex    | age_band | population
    {RUGBY}       | Male   | 21-30    | 100
    {RUGBY}       | Female | 21-30    | 200
    {RUGBY}       | Male   | 71+      | 60
    {RUGBY}       | Female | 71+      | 0
    {WARWICK}     | Male   | 21-30    | 40
"""
CENSUS = f"""
    district_code | ethnicity     | population
    {RUGBY}       | White British | 270
    {RUGBY}       | White Irish   | 0
    {RUGBY}       | {INDIAN}      | 30
    {RUGBY}       | Unknown       | 5
    {WARWICK}     | White British | 50
"""
OFFENCES = f"""
    offence_ref | recorded_date | record_type     | is_hate | district_code | status
    1           | 2016-05-01    | Offence         | true    | {RUGBY}       | current
    2           | 2017-04-30    | Crimed incident | true    | {RUGBY}       | current
    3           | 2017-04-02    | Offence         | false   | {RUGBY}       | current
    4           | 2017-04-02    | Unknown         | true    | {RUGBY}       | current
    5           | 2017-04-02    | Offence         | true    | {RUGBY}       | withdrawn
    6           | 2017-04-02    | Offence         | true    | OUT           | current
    7           | 2017-06-15    | Offence         | true    | {RUGBY}       | current
    8           | 2017-07-03    | Offence         | true    | {RUGBY}       | current
"""
VICTIMS = f"""
    offence_ref | victim_no | person_id | sex     | age_band | ethnicity
    1           | 1         | p1        | Male    | 21-30    | {INDIAN}
    1           | 2         |           | Unknown | 21-30    | Unknown
    2           | 1         | p1        | Male    | 21-30    | {INDIAN}
    2           | 2         |           | Male    | Unknown  | White Irish
    2           | 3         |           | Other   | 71+      | Arab
    2           | 4         |           | Female  | 21-30    | White British
    3           | 1         |           | Male    | 21-30    | White British
    4           | 1         |           | Male    | 21-30    | White British
    5           | 1         |           | Male    | 21-30    | White British
    6           | 1         |           | Female  | 71+      | White British
    7           | 1         |           | Male    | 21-30    | White British
    8           | 1         |           | Male    | 21-30    | White British
"""
SEXES, AGES = ("Male", "Female"), ("0-10", "11-20", "21-30", "31-40", "41-50", "51-60", "61-70", "71+")


def victims_star():
    con = police_star(COVERED)
    draw(con, "star.dim_population_ethnicity", CENSUS)
    draw_offences(con, OFFENCES)
    return con


@pytest.fixture(scope="module")
def con():
    return profiled(victims_star(), RESIDENTS, VICTIMS)


@pytest.fixture(scope="module")
def again():
    """A star whose victims and residents a test draws again and again."""
    return victims_star()


def profiled(con, residents, victims, **same):
    """Replace the residents and victims with these, and build the mart."""
    con.execute("drop table if exists star.dim_population; drop table if exists star.bridge_offence_victim")
    draw(con, "star.dim_population", residents)
    draw(con, "star.bridge_offence_victim", victims, **same)
    for name in ("star.dim_resident_profile", "star.bridge_victim_characteristic", "mart.victim_profile_month"):
        build_drawn(con, name)
    return con


def of(con, columns, month, characteristic, member, district=RUGBY):
    query = f"select {columns} from mart.victim_profile_month where month_start = '{month}'"
    (row,) = con.execute(
        f"{query} and characteristic = '{characteristic}' and member = '{member}' and district_code = '{district}'"
    ).fetchall()
    return row


def test_every_place_has_every_month_and_member(con):
    members = con.execute("select distinct characteristic, member from mart.victim_profile_month").fetchall()
    expected = {
        "sex": {*SEXES, "Other", "Unknown"},
        "age_band": {*AGES, "Unknown"},
        "sex_and_age_band": {*(f"{sex}, {age}" for sex in SEXES for age in AGES), "Other or unknown"},
        "ethnicity": {"White British", "White Irish", INDIAN, "Arab", "Unknown"},
        "ethnic_group": {"White", "Asian", "Other", "Unknown"},
    }
    assert set(members) == {
        (characteristic, member) for characteristic in expected for member in expected[characteristic]
    }
    assert con.execute("select count(*) from mart.victim_profile_month").fetchone() == (5 * 15 * len(members),)


VICTIMS_OF = "victims, victims_twelve_months, known_twelve_months, is_provisional"


@pytest.mark.parametrize(
    ("month", "characteristic", "member", "counted"),
    [
        ("2016-05-01", "sex", "Male", (1, None, None, False)),
        ("2017-03-01", "sex", "Male", (0, None, None, False)),
        # A victim of two offences counts twice; a victim of a withdrawn one, or one of unknown type, not at all.
        ("2017-04-01", "sex", "Male", (2, 3, 5, False)),
        ("2017-04-01", "sex", "Other", (1, 1, 5, False)),  # is known
        ("2017-04-01", "sex", "Unknown", (0, 1, 5, False)),  # is not known, so not among the known
        ("2017-04-01", "age_band", "21-30", (2, 4, 5, False)),
        ("2017-04-01", "age_band", "Unknown", (1, 1, 5, False)),
        ("2017-04-01", "sex_and_age_band", "Male, 21-30", (1, 2, 3, False)),
        ("2017-04-01", "sex_and_age_band", "Female, 71+", (0, 0, 3, False)),
        ("2017-04-01", "sex_and_age_band", "Other or unknown", (2, 3, 3, False)),
        ("2017-04-01", "ethnicity", INDIAN, (1, 2, 5, False)),
        ("2017-04-01", "ethnic_group", "White", (2, 2, 5, False)),
        ("2017-05-01", "sex", "Male", (0, 2, 4, False)),  # the May before has dropped out of the twelve months
        ("2017-06-01", "sex", "Male", (None, None, None, False)),
        ("2017-07-01", "sex", "Male", (1, None, None, True)),
        ("2017-07-01", "sex", "Female", (0, None, None, True)),
    ],
)
def test_victims_count_by_their_known_characteristics(con, month, characteristic, member, counted):
    assert of(con, VICTIMS_OF, month, characteristic, member) == counted


@pytest.mark.parametrize(
    ("characteristic", "member", "district", "residents", "ratio"),
    [
        ("sex", "Male", RUGBY, (160, 360), (3 / 5) / (160 / 360)),
        ("sex", "Other", RUGBY, (None, 360), None),
        ("sex", "Unknown", RUGBY, (None, 360), None),
        ("age_band", "21-30", RUGBY, (300, 360), (4 / 5) / (300 / 360)),
        ("age_band", "31-40", RUGBY, (None, 360), None),  # the figures do not cover them
        ("sex_and_age_band", "Female, 71+", RUGBY, (0, 360), None),
        ("sex_and_age_band", "Other or unknown", RUGBY, (None, 360), None),
        ("ethnicity", INDIAN, RUGBY, (30, 300), (2 / 5) / (30 / 300)),
        ("ethnicity", "White Irish", RUGBY, (0, 300), None),
        ("ethnicity", "Arab", RUGBY, (None, 300), None),
        ("ethnicity", "Unknown", RUGBY, (None, 300), None),  # nobody is resident as Unknown
        ("ethnic_group", "White", RUGBY, (270, 300), (2 / 5) / (270 / 300)),
        ("sex", "Male", WARWICK, (40, 40), None),  # no victim is known
        ("sex", "Female", "OUT", (None, None), None),
        ("sex", "Male", COUNTY, (200, 400), (3 / 6) / (200 / 400)),
        ("ethnicity", INDIAN, COUNTY, (30, 350), (2 / 6) / (30 / 350)),
    ],
)
def test_a_ratio_is_the_share_of_victims_divided_by_the_share_of_residents(
    con, characteristic, member, district, residents, ratio
):
    assert of(con, "population, population_known", "2017-04-01", characteristic, member, district) == residents
    assert of(con, "ratio", "2017-04-01", characteristic, member, district) == pytest.approx((ratio,))
    low, high = of(con, "ratio_low, ratio_high", "2017-04-01", characteristic, member, district)
    assert (low is None, high is None) == (ratio is None, ratio is None)


def test_the_county_counts_every_record_of_the_force(con):
    columns = f"district_name, {VICTIMS_OF}"
    assert of(con, columns, "2017-04-01", "sex", "Female", COUNTY) == ("Warwickshire", 2, 2, 6, False)
    assert of(con, columns, "2017-04-01", "sex", "Female", "OUT") == ("Outside Warwickshire", 1, 1, 1, False)


@pytest.mark.parametrize(
    "change",
    [
        f"set victims = 0 where district_code = '{COUNTY}' and member = 'Arab'",
        "set victims = 0 where district_code = 'OUT' and characteristic = 'sex'",
        "set victims = 0 where characteristic = 'ethnic_group'",
        "set victims = null where characteristic = 'age_band'",
    ],
)
def test_months_that_do_not_add_up_are_found(con, change):
    """The victim of June, which no current delivery covers, does not spoil any sum."""
    assert violations(con, "victim_profile_month_adds_up") == 0
    con.execute("begin")
    try:
        con.execute(f"update mart.victim_profile_month {change}")
        assert violations(con, "victim_profile_month_adds_up") > 0
    finally:
        con.execute("rollback")


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 3), st.integers(1, 1000))
def test_the_interval_is_wilsons(again, men, women, unknown, residents):
    sexes = ["Unknown"] * (1 + unknown) + ["Male"] * men + ["Female"] * women
    victims = "\n".join(["offence_ref | victim_no | sex", *(f"2 | {no} | {sex}" for no, sex in enumerate(sexes, 1))])
    old = f"{RUGBY} | 71+"
    of_sex = f"district_code | age_band | sex | population\n{old} | Male | {residents}\n{old} | Female | 700"
    profiled(again, of_sex, victims, age_band="Unknown", ethnicity="Unknown")
    found = of(again, "ratio_low, ratio, ratio_high", "2017-04-01", "sex", "Male")
    if men + women == 0:
        assert found == (None, None, None)
    else:
        test = binomtest(men, men + women)
        interval = test.proportion_ci(0.95, method="wilson")
        of_residents = residents / (residents + 700)
        shares = (interval.low, test.statistic, interval.high)
        # The mart's normal deviate has seven digits.
        assert found == pytest.approx([share / of_residents for share in shares], rel=1e-5, abs=1e-9)
