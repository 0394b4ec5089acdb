"""The star, declared: keys, checks, comments, and the foreign keys that the release is held to.

Here: what a table of the star must look like. What fills it stands in `sql/2_star/`, whose header gives the
table's own sentence, grain and nuance. Foreign keys are declared but not created, since DuckDB would then
refuse to replace a parent; they are checked before every release (`pipelines/defs/checks.py`).
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Date,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    String,
    Table,
)

from schemas.columns import given, key, maybe, one_of
from schemas.fields import AGE_BANDS

STAR = MetaData(schema="star")


def _status() -> list[Any]:
    return [
        given("status", String, "current, or withdrawn: kept and counted nowhere"),
        one_of("status", "current", "withdrawn"),
        given("delivery_id", String, "the delivery whose version of the record is in force"),
    ]


def _person() -> list[Any]:
    return [
        given("sex", String, "Male, Female, Other or Unknown"),
        one_of("sex", "Male", "Female", "Other", "Unknown"),
        given("ethnicity", String, "as the 2017 report words it", "dim_ethnicity.ethnicity"),
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
    maybe("csp_code", String, "GSS code of its Community Safety Partnership; none for OUT and UNK"),
    maybe("csp_name", String, "its Community Safety Partnership; none for OUT and UNK"),
    maybe("hipp", String, "its Hate Incident Partnership Panel, North or South; none for OUT and UNK"),
    maybe("population", BigInteger, "residents, mid-2016 (ONS, table MYE2); none for OUT and UNK"),
)

Table(
    "dim_offence_category",
    STAR,
    key("offence_category", String, "the category as the force titles it"),
    given("ho_offence_code", String, "Home Office offence code, 2017/18 classification"),
    given("ho_offence", String, "the Home Office's name of that code"),
    given("ho_offence_group", String, "the Home Office's group"),
    given("is_aggravated", Boolean, "whether it is racially or religiously aggravated by statute"),
)

Table(
    "dim_interest_marker",
    STAR,
    key("marker_code", String, "the force's code"),
    given("marker_name", String, "the marker in words"),
    given("axis", String, "motivation says why, reporter who told, context neither"),
    one_of("axis", "motivation", "reporter", "context"),
    maybe("strand", String, "the strand of a motivation; none on the other axes", "dim_strand.strand"),
    given("is_hate_marker", Boolean, "whether it makes a record hate"),
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
    "dim_jsna_area",
    STAR,
    key("jsna_area", String, "the area's name"),
    given("district_code", String, "the district it lies in", "dim_district.district_code"),
    maybe("population", BigInteger, "residents; illustrative as committed; none for Unknown"),
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
    given("population", BigInteger, "residents, mid-2016 (ONS, table MYE2)"),
    one_of("age_band", *AGE_BANDS),
)

Table(
    "fct_offence",
    STAR,
    key("offence_ref", String, "the force's crime reference"),
    given("recorded_date", Date, "day it was recorded: the day it counts by", "dim_date.date"),
    maybe(
        "committed_date",
        Date,
        "day it was committed, or the first such day; none if not known",
        "dim_date.date",
    ),
    given("record_type", String, "Offence, or Crimed incident"),
    given("offence_category", String, "its category", "dim_offence_category.offence_category"),
    given("district_code", String, "where it was recorded", "dim_district.district_code"),
    given("jsna_area", String, "the JSNA area", "dim_jsna_area.jsna_area"),
    given("premises_type", String, "the type of premises", "dim_premises_type.premises_type"),
    given("reporting_channel", String, "how it reached the police"),
    given("is_hate", Boolean, "whether a hate marker stands on it"),
    *_status(),
    one_of("record_type", "Offence", "Crimed incident", "Unknown"),
)

Table(
    "bridge_offence_marker",
    STAR,
    key("offence_ref", String, "the offence", "fct_offence.offence_ref"),
    key("marker_code", String, "the marker", "dim_interest_marker.marker_code"),
    maybe("added_date", Date, "day it was put on, often weeks after recording; none if not known"),
)

Table(
    "bridge_offence_victim",
    STAR,
    key("offence_ref", String, "the offence", "fct_offence.offence_ref"),
    key("victim_no", BigInteger, "the victim's number within the offence"),
    given("age_band", String, "age at the offence in completed years; Unknown without a birth date"),
    *_person(),
    one_of("age_band", *AGE_BANDS, "Unknown"),
    CheckConstraint("victim_no >= 1"),
)

Table(
    "fct_case",
    STAR,
    key("agency", String, "whose case it is", "dim_agency.agency"),
    key("case_ref", String, "the agency's own reference"),
    given("opened_date", Date, "day it was opened: the day it counts by", "dim_date.date"),
    maybe("incident_date", Date, "day of the incident; none if not known", "dim_date.date"),
    given("district_code", String, "where the person was helped", "dim_district.district_code"),
    given("is_hate", Boolean, "whether it is about a hate incident"),
    given("role", String, "Victim, Witness or Unknown"),
    given("referral_source", String, "who sent the person to the agency"),
    maybe("reported_to_police", Boolean, "whether the police were told; none if not known"),
    maybe(
        "offence_ref",
        String,
        "the police record it cites; none if it cites none we hold",
        "fct_offence.offence_ref",
    ),
    *_person(),
    *_status(),
    one_of("role", "Victim", "Witness", "Unknown"),
)

Table(
    "bridge_case_strand",
    STAR,
    key("agency", String, "whose case it is"),
    key("case_ref", String, "the case"),
    key("strand", String, "the strand", "dim_strand.strand"),
    ForeignKeyConstraint(["agency", "case_ref"], ["star.fct_case.agency", "star.fct_case.case_ref"]),
)
