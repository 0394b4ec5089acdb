"""The dimensions of the star: what its facts are counted by.

Here: the dimensions, each with an Unknown member if facts need one. Facts and bridges are in `police` and
`partners`; the people and incidents that linkage finds are in `linkage`.
"""

from typing import Any

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, Date, Integer, MetaData, String, Table

from schemas.columns import given, key, maybe, one_of
from schemas.fields import AGE_BANDS

STAR = MetaData(schema="star")

#: The characteristics by which victims and residents are compared.
CHARACTERISTICS = ("sex", "age_band", "sex_and_age_band", "ethnicity", "ethnic_group")


def _of_population() -> list[Column[Any]]:
    """Where a number of residents comes from, according to its reference list."""
    return [
        maybe("population_source", String, "where the number of residents comes from; NULL if the list does not say"),
        maybe("population_date", Date, "the day that the number of residents refers to; NULL if the list does not say"),
    ]


Table(
    "dim_date",
    STAR,
    key("date", Date, "the day"),
    given("month_start", Date, "first day of the month"),
    given("quarter", String, "quarter of the calendar year, Q1 to Q4"),
    given("calendar_year", Integer, "calendar year"),
    given("financial_year", String, "April to March, as 2016/17"),
    given("academic_year", String, "September to August, as 2016/17"),
)

Table(
    "dim_district",
    STAR,
    key("district_code", String, "GSS code; OUT outside Warwickshire; UNK unknown"),
    given("district_name", String, "name of the district"),
    maybe("csp_code", String, "GSS code of its Community Safety Partnership; NULL for OUT and UNK"),
    maybe("csp_name", String, "its Community Safety Partnership; NULL for OUT and UNK"),
    maybe("hipp", String, "its Hate Incident Partnership Panel, North or South; NULL for OUT and UNK"),
    maybe("population", BigInteger, "residents, mid-2016 as supplied; NULL for OUT and UNK"),
    *_of_population(),
)

Table(
    "dim_offence_category",
    STAR,
    key("offence_category", String, "the category as the force titles it"),
    given("ho_offence_code", String, "Home Office offence code, 2017/18 classification"),
    given("ho_offence", String, "the Home Office's name for that code"),
    given("ho_offence_group", String, "the Home Office's group"),
    given("is_aggravated", Boolean, "whether it is racially or religiously aggravated by statute"),
)

Table(
    "dim_interest_marker",
    STAR,
    key("marker_code", String, "the force's code"),
    given("marker_name", String, "the marker in words"),
    given("axis", String, "motivation is why, reporter is who reported, context is neither"),
    one_of("axis", "motivation", "reporter", "context"),
    maybe("strand", String, "the strand of a motivation marker; NULL on the other axes", "dim_strand.strand"),
    given("is_hate_marker", Boolean, "whether it makes a record a hate record"),
)

Table(
    "dim_strand",
    STAR,
    key("strand", String, "the strand"),
    given("strand_name", String, "the strand in words"),
    given("is_monitored_nationally", Boolean, "whether it is one of the five monitored strands"),
)

Table(
    "dim_agency",
    STAR,
    key("agency", String, "the agency's stem in every layer"),
    given("agency_name", String, "the agency in words"),
    given("sender", String, "who in the agency sends its deliveries"),
    given("kind", String, "window, cumulative or append: what a delivery restates"),
    one_of("kind", "window", "cumulative", "append"),
    given("cadence_days", Integer, "days from one delivery to the next"),
)

Table(
    "dim_premises_type",
    STAR,
    key("premises_type", String, "the type of premises"),
)

Table(
    "dim_reporting_channel",
    STAR,
    key("reporting_channel", String, "the way a record reached the police"),
)

Table(
    "dim_key_date",
    STAR,
    key("date", Date, "the day"),
    key("event", String, "what happened"),
)

Table(
    "dim_jsna_area",
    STAR,
    key("jsna_area", String, "the area's name"),
    given("district_code", String, "the district it is in", "dim_district.district_code"),
    maybe("population", BigInteger, "residents; illustrative as supplied; NULL for Unknown"),
    *_of_population(),
)

Table(
    "dim_ethnicity",
    STAR,
    key("ethnicity", String, "the ethnicity, as the 2017 report words it"),
    given("ethnic_group", String, "White, Mixed, Asian, Black, Other or Unknown"),
)

Table(
    "dim_population",
    STAR,
    key("district_code", String, "the district", "dim_district.district_code"),
    key("sex", String, "Male or Female"),
    key("age_band", String, "age in completed years"),
    given("population", BigInteger, "residents, mid-2016 as supplied"),
    *_of_population(),
    one_of("sex", "Male", "Female"),
    one_of("age_band", *AGE_BANDS),
)

Table(
    "dim_population_ethnicity",
    STAR,
    key("district_code", String, "the district", "dim_district.district_code"),
    key("ethnicity", String, "the ethnicity, as the 2017 report words it", "dim_ethnicity.ethnicity"),
    given("population", BigInteger, "residents, from the 2011 Census as supplied"),
    *_of_population(),
)

Table(
    "bridge_place_district",
    STAR,
    key("place_code", String, "GSS code of a district, OUT or UNK, or E10000031: the county"),
    given("place_name", String, "name of the place"),
    key("district_code", String, "a district within it", "dim_district.district_code"),
)

Table(
    "dim_resident_profile",
    STAR,
    key("place_code", String, "GSS code of a district, OUT or UNK, or E10000031: the county"),
    given("place_name", String, "name of the place"),
    key("characteristic", String, "what residents are grouped by"),
    key("member", String, "a group within the characteristic, such as Male or Male, 31-40"),
    maybe("population", BigInteger, "residents in this group; NULL if no figure covers them"),
    maybe("population_known", BigInteger, "residents in all groups of the characteristic; NULL for OUT and UNK"),
    one_of("characteristic", *CHARACTERISTICS),
    CheckConstraint("population <= population_known"),
)

Table(
    "dim_school",
    STAR,
    key("school_urn", String, "its unique reference number; UNK unknown"),
    given("school_name", String, "its name"),
    given("phase", String, "Primary, Secondary, ... or Unknown"),
    given("district_code", String, "the district it is in", "dim_district.district_code"),
)
