"""The contract of each published table: what a mart must look like before it may be released.

Here: keys, checks and the meaning of each column. What fills a mart stands in `sql/3_marts/`. A count is NULL
where the agency delivered nothing that covers the month, and 0 where it delivered, and none.
"""

from typing import Any

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, Date, Double, MetaData, String, Table

from schemas.columns import given, key, maybe, one_of

MARTS = MetaData(schema="mart")


def _count(name: str, comment: str) -> list[Any]:
    """A count that is NULL where nothing covers the month, and never below 0."""
    return [Column(name, BigInteger, comment=comment), CheckConstraint(f"{name} >= 0")]


def _provisional() -> Column[Any]:
    return given("is_provisional", Boolean, "whether the month is covered only in part, so far")


def _district_month() -> list[Any]:
    return [
        key("district_code", String, "GSS code; OUT outside Warwickshire; UNK unknown"),
        given("district_name", String, "name of the district"),
        key("month_start", Date, "first day of the month"),
    ]


_NOT_YET = "NULL until records are linked"

Table(
    "coverage_month",
    MARTS,
    key("agency", String, "the agency"),
    key("month_start", Date, "first day of the month"),
    given("days_covered", BigInteger, "days of the month that its deliveries cover"),
    given("days", BigInteger, "days in the month"),
    given("coverage", String, "complete, partial or none"),
    one_of("coverage", "complete", "partial", "none"),
    CheckConstraint("days_covered <= days"),
)

Table(
    "silo_district_month",
    MARTS,
    *_district_month(),
    *_count("police_offences", "hate offences, by date recorded"),
    *_count("police_crimed_incidents", "hate crimed incidents, by date recorded"),
    *_count("police_all_records", "all recorded offences and crimed incidents, hate or not"),
    *_count("victim_support_cases", "Victim Support cases, by date opened"),
    *_count("equip_hate_cases", "EQuIP hate cases, by date opened; NULL until the agency delivers"),
    *_count("school_incidents", "school incidents, by incident date; NULL until the agency delivers"),
    *_count("online_reports", "online reports, by submission; NULL until the agency delivers"),
    *_count("agency_contacts", "all the above but police_all_records, of the agencies that cover the month"),
    *_count("unique_incidents_low", f"different incidents, by the lowest estimate; {_NOT_YET}"),
    *_count("unique_incidents", f"different incidents, by the central estimate; {_NOT_YET}"),
    *_count("unique_incidents_high", f"different incidents, by the highest estimate; {_NOT_YET}"),
    *_count("unique_people", f"different people; {_NOT_YET}"),
    *_count("known_to_police", f"incidents of the central estimate that the police know of; {_NOT_YET}"),
    *_count("not_known_to_police", f"incidents of the central estimate that the police do not; {_NOT_YET}"),
    _provisional(),
    CheckConstraint("police_offences + police_crimed_incidents <= police_all_records"),
)

Table(
    "offence_category_month",
    MARTS,
    key("district_code", String, "GSS code; OUT outside Warwickshire; UNK unknown"),
    key("offence_category", String, "the category as the force titles it"),
    key("month_start", Date, "first day of the month"),
    *_count("police_records", "all records of the category, hate or not"),
    *_count("hate_offences", "hate offences"),
    *_count("hate_crimed_incidents", "hate crimed incidents"),
    *_count("rm", "hate offences marked racist (motivation)"),
    *_count("ho", "hate offences marked homophobic (motivation)"),
    *_count("pac", "hate offences marked prejudice against alternative culture (motivation)"),
    *_count("da", "hate offences marked disablist (motivation)"),
    *_count("ti", "hate offences marked transphobic (motivation)"),
    *_count("hv", "hate offences reported by the victim (reporter)"),
    *_count("hc", "hate offences reported by another party (reporter)"),
    *_count("hp", "hate offences reported by police (reporter)"),
    _provisional(),
    CheckConstraint("hate_offences + hate_crimed_incidents <= police_records"),
    *(CheckConstraint(f"{name} <= hate_offences") for name in ("rm", "ho", "pac", "da", "ti", "hv", "hc", "hp")),
)

Table(
    "support_case_month",
    MARTS,
    *_district_month(),
    *_count("cases", "hate crime cases opened"),
    *_count("race", "of them racist"),
    *_count("religion", "of them religious"),
    *_count("sexual_orientation", "of them homophobic"),
    *_count("disability", "of them disablist; NULL before January 2017, when recording began"),
    *_count("transgender", "of them on gender identity; NULL before January 2017, when recording began"),
    *_count("other_or_unknown", "of them on another strand, or one not known"),
    *_count("reported_to_police", "of them referred by the police, or citing a crime reference"),
    _provisional(),
    *(CheckConstraint(f"{name} <= cases") for name in ("race", "religion", "disability", "reported_to_police")),
)

Table(
    "area_rate_month",
    MARTS,
    key("jsna_area", String, "the JSNA area"),
    given("district_code", String, "the district it lies in"),
    key("month_start", Date, "last month of the twelve"),
    *_count("hate_records", "hate offences and crimed incidents recorded in the month"),
    *_count("hate_records_twelve_months", "the same over twelve months; NULL until twelve are covered"),
    maybe("population", BigInteger, "residents; illustrative as committed; none for Unknown"),
    maybe("rate_per_1000", Double, "hate_records_twelve_months per 1,000 residents"),
    _provisional(),
)

Table(
    "victim_profile_month",
    MARTS,
    key("district_code", String, "GSS code; OUT outside Warwickshire; UNK unknown"),
    key("month_start", Date, "first day of the month"),
    key("sex", String, "Male, Female, Other or Unknown"),
    key("age_band", String, "age at the offence in completed years, or Unknown"),
    key("ethnicity", String, "as the 2017 report words it, or Unknown"),
    given("victims", BigInteger, "victims; one of two offences counts twice"),
    CheckConstraint("victims >= 1"),
)
