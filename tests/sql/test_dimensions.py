"""The dimensions made from the committed lists: members, residents, and where the residents come from."""

import pytest

from pipelines.build.sql_file import sql_tables
from pipelines.build.sql_table import orphans
from pipelines.landing.reference import spellings
from schemas.fields import AGE_BANDS
from tests.conftest import open_bench

MADE = (
    "star.dim_district",
    "star.dim_ethnicity",
    "star.dim_jsna_area",
    "star.dim_key_date",
    "star.dim_population",
    "star.dim_population_ethnicity",
    "star.dim_reporting_channel",
    "star.bridge_place_district",
    "star.dim_resident_profile",
)
COUNTY = "E10000031"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    with open_bench(tmp_path_factory.mktemp("dimensions")) as bench:
        bench.build(*MADE)
        yield bench


@pytest.mark.parametrize(
    ("dimension", "source", "day"),
    [
        ("dim_district", "ONS mid-2016 population estimates (table MYE2)", "2016-06-30"),
        ("dim_population", "ONS mid-2016 population estimates (table MYE2)", "2016-06-30"),
        ("dim_population_ethnicity", "Census 2011", "2011-03-27"),
        ("dim_jsna_area", "Illustrative: made for this project", None),
    ],
)
def test_residents_have_their_source_and_date(made, dimension, source, day):
    said = f"select distinct population_source, population_date::varchar from star.{dimension} where population"
    assert made.rows(f"{said} is not null") == [(source, day)]
    assert made.rows(f"{said} is null") in ([], [(None, None)])


def test_the_county_includes_every_district_and_outside_and_unknown(made):
    codes = {code for (code,) in made.rows("select district_code from star.dim_district")}
    assert len(codes) == 7
    parts = made.rows("select place_code, district_code from star.bridge_place_district")
    assert sorted(parts) == sorted([*((code, code) for code in codes), *((COUNTY, code) for code in codes)])


@pytest.mark.parametrize(
    ("characteristic", "residents", "members"),
    [
        ("sex", 556_750, 4),
        ("age_band", 556_750, 9),
        ("sex_and_age_band", 556_750, 17),
        ("ethnicity", 545_474, 19),
        ("ethnic_group", 545_474, 6),
    ],
)
def test_the_members_of_a_characteristic_add_up_to_all_residents(made, characteristic, residents, members):
    found = made.rows(f"""
        select place_code = '{COUNTY}', count(distinct member), sum(population), count(*) filter (where population = 0)
        from star.dim_resident_profile where characteristic = '{characteristic}' group by all order by all
    """)
    assert found == [(False, members, residents, 0), (True, members, residents, 0)]
    assert made.rows(f"""
        select distinct population_known from star.dim_resident_profile
        where characteristic = '{characteristic}' and place_code = '{COUNTY}'
    """) == [(residents,)]


def test_every_place_has_the_same_members_and_outside_and_unknown_have_no_residents(made):
    assert made.rows("select count(*), count(distinct place_code) from star.dim_resident_profile") == [(8 * 55, 8)]
    known = "select count(population), count(population_known) from star.dim_resident_profile where place_code"
    assert made.rows(f"{known} in ('OUT', 'UNK')") == [(0, 0)]
    unknown = made.rows("select distinct member from star.dim_resident_profile where place_code = 'E07000220'"
                        " and population is null order by member")  # fmt: skip
    assert [member for (member,) in unknown] == ["Other", "Other or unknown", "Unknown"]


def test_residents_and_victims_have_the_same_age_bands(made):
    bands = made.rows("select distinct member from star.dim_resident_profile where characteristic = 'age_band'")
    assert sorted(band for (band,) in bands) == sorted([*AGE_BANDS, "Unknown"])


def test_a_channel_is_a_code_in_the_list_of_spellings(made):
    channels = {channel for (channel,) in made.rows("select reporting_channel from star.dim_reporting_channel")}
    assert channels == {*spellings(made.con)["reporting_channel"].values(), "Unknown"}
    assert {"999", "101", "True Vision", "Third party"} < channels


def test_key_dates_are_those_in_the_reports_timeline(made):
    first = made.rows("select date::varchar, event from star.dim_key_date order by date limit 2")
    assert first == [("2016-06-23", "EU referendum"), ("2017-03-22", "Westminster attack")]


def test_every_code_finds_its_dimension(made):
    tables = {table.full_name: table for table in sql_tables()}
    assert {name: broken for name in MADE if (broken := orphans(made.con, tables[name]))} == {}
