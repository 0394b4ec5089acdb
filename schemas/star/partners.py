"""What agencies other than the police hold: support cases, school incidents and online reports.

Here: their facts and bridges in the star. What the police hold is in `police`.
"""

from typing import Any

from sqlalchemy import Boolean, Column, Date, ForeignKeyConstraint, String, Table

from schemas.columns import given, key, known_or_not, maybe, one_of, sex_and_ethnicity, status
from schemas.star.dimensions import STAR
from schemas.star.linkage import incident, person


def _cited_offence() -> Column[Any]:
    comment = "the police record it cites; NULL if it cites no record that we hold"
    return maybe("offence_ref", String, comment, "fct_offence.offence_ref")


def _party(whose: str) -> list[Any]:
    """What a school says about a victim or a perpetrator."""
    return [
        given(f"{whose}_role", String, "Pupil, Staff, Parent, Visitor or Unknown"),
        *sex_and_ethnicity(whose),
        given(f"{whose}_year_group", String, "Nursery, Reception, Year 1 to Year 13, or Unknown"),
        given(f"{whose}_outcome", String, "Good, Satisfactory, Unsatisfactory or Unknown"),
        one_of(f"{whose}_outcome", *known_or_not("outcome")),
    ]


Table(
    "fct_case",
    STAR,
    key("agency", String, "the agency that holds the case", "dim_agency.agency"),
    key("case_ref", String, "the agency's own reference"),
    given("opened_date", Date, "day it was opened: the date used to count it", "dim_date.date"),
    maybe("incident_date", Date, "day of the incident; NULL if not known", "dim_date.date"),
    given("district_code", String, "where the person was helped", "dim_district.district_code"),
    given("is_hate", Boolean, "whether it is about a hate incident"),
    given("role", String, "Victim, Witness or Unknown"),
    given("referral_source", String, "who sent the person to the agency"),
    maybe("reported_to_police", Boolean, "whether it was reported to the police; NULL if not known"),
    _cited_offence(),
    person(),
    incident(),
    *sex_and_ethnicity(),
    *status(),
    one_of("role", *known_or_not("role")),
)

Table(
    "bridge_case_strand",
    STAR,
    key("agency", String, "the agency that holds the case"),
    key("case_ref", String, "the case"),
    key("strand", String, "the strand", "dim_strand.strand"),
    ForeignKeyConstraint(["agency", "case_ref"], ["star.fct_case.agency", "star.fct_case.case_ref"]),
)

Table(
    "fct_school_incident",
    STAR,
    key("school_incident_id", String, "the form's own number"),
    given("submitted_date", Date, "day the school sent the form", "dim_date.date"),
    given("incident_date", Date, "day of the incident: the date used to count it", "dim_date.date"),
    given("school_urn", String, "the school", "dim_school.school_urn"),
    given("district_code", String, "the district of the school", "dim_district.district_code"),
    given("time_of_day", String, "Before school, Lesson, Break, Lunch, After school, Travelling or Unknown"),
    given("place", String, "where in or around the school, or Unknown"),
    *_party("victim"),
    *_party("perpetrator"),
    incident(),
    *status(),
)

Table(
    "bridge_school_incident_strand",
    STAR,
    key("school_incident_id", String, "the incident", "fct_school_incident.school_incident_id"),
    key("strand", String, "the strand", "dim_strand.strand"),
)

Table(
    "bridge_school_incident_nature",
    STAR,
    key("school_incident_id", String, "the incident", "fct_school_incident.school_incident_id"),
    key("nature", String, "what was done, or Unknown"),
)

Table(
    "bridge_school_incident_action",
    STAR,
    key("school_incident_id", String, "the incident", "fct_school_incident.school_incident_id"),
    key("action", String, "what the school did, or Unknown"),
)

Table(
    "fct_online_report",
    STAR,
    key("report_id", String, "the website's own number"),
    given("submitted_date", Date, "day it was sent: the date used to count it", "dim_date.date"),
    maybe("incident_date", Date, "day of the incident; NULL if not known", "dim_date.date"),
    given("district_code", String, "where it happened", "dim_district.district_code"),
    given("routed_to", String, "police, equip or unknown"),
    one_of("routed_to", *known_or_not("routed_to")),
    given("reporter", String, "Victim, Witness, Agency or Unknown"),
    one_of("reporter", *known_or_not("reporter")),
    _cited_offence(),
    person(),
    incident(),
    *sex_and_ethnicity(),
    *status(),
)

Table(
    "bridge_online_report_strand",
    STAR,
    key("report_id", String, "the report", "fct_online_report.report_id"),
    key("strand", String, "the strand", "dim_strand.strand"),
)
