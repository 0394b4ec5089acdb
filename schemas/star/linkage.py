"""What linkage finds in all agencies' records: which are about the same person, and which about the same incident.

Here: the people and incidents of the star, under pseudonyms. The records about them are in `police` and `partners`.
"""

from typing import Any

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, Date, Integer, String, Table

from schemas.columns import given, key, maybe, one_of, sex_and_ethnicity
from schemas.star.dimensions import STAR

#: How sure linkage must be that two records are about one incident; low links most.
THRESHOLDS = ("low", "central", "high")


def person() -> Column[Any]:
    """The person a record is about."""
    return maybe(
        "person_id", String, "pseudonym of the person; NULL if the record does not say who", "dim_victim.person_id"
    )


def incident() -> Column[Any]:
    """The incident a record is about."""
    return maybe(
        "incident_id",
        String,
        "pseudonym of the incident; NULL if the record is withdrawn, or is neither about hate nor cited by another"
        " record",
    )


def record() -> list[Column[Any]]:
    """What the records of all agencies have in common."""
    return [
        key("agency", String, "the agency that holds the record", "dim_agency.agency"),
        key("record_ref", String, "offence_ref, case_ref, report_id or school_incident_id"),
        given("record_date", Date, "the date used to count it", "dim_date.date"),
        given("district_code", String, "the record's own district", "dim_district.district_code"),
        given("is_hate", Boolean, "whether it is about hate"),
    ]


Table(
    "dim_victim",
    STAR,
    key("person_id", String, "pseudonym, the same from night to night"),
    *sex_and_ethnicity(),
    maybe("birth_decade", Integer, "first year of the decade of birth, such as 1980; NULL if never given"),
    CheckConstraint("mod(birth_decade, 10) = 0"),
    given("ethnic_group", String, "White, Mixed, Asian, Black, Other or Unknown"),
    given("first_month", Date, "first day of the month of the earliest record", "dim_date.date"),
    given("agencies", String, "agencies with records about the person, such as equip+police"),
    given("records", BigInteger, "records about the person, hate or not"),
    CheckConstraint("records >= 1"),
)

Table(
    "bridge_record_incident",
    STAR,
    *record(),
    given("is_contact", Boolean, "whether agency_contacts counts it"),
    given("linkable", Boolean, "whether it carries enough detail to match"),
    given("incident_id_low", String, "the incident, by the low threshold"),
    given("incident_id", String, "the incident, by the central threshold"),
    given("incident_id_high", String, "the incident, by the high threshold"),
    CheckConstraint("is_hate or not is_contact"),
)

Table(
    "bridge_record_victim",
    STAR,
    key("agency", String, "the agency that holds the record", "dim_agency.agency"),
    key("record_ref", String, "the record"),
    key("person_id", String, "the victim", "dim_victim.person_id"),
)

Table(
    "fct_incident",
    STAR,
    key("threshold", String, "low, central or high"),
    one_of("threshold", *THRESHOLDS),
    key("incident_id", String, "pseudonym of the incident, by this threshold"),
    given("district_code", String, "district of the record it is dated by", "dim_district.district_code"),
    given("month_start", Date, "first day of the month of the record it is dated by", "dim_date.date"),
    given("dated_by", String, "the agency that holds the record it is dated by", "dim_agency.agency"),
    given("dated_by_ref", String, "the record it is dated by"),
    given("agencies", String, "agencies with a record about it, such as police+victim_support"),
    given("records", BigInteger, "records about the incident, hate or not"),
    given("is_known_to_police", Boolean, "whether the police hold any of those records"),
    CheckConstraint("records >= 1"),
)
