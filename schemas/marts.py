"""The contract of each published table: what a mart must look like before it may be released.

Here: keys, checks and the meaning of each column. What fills a mart stands in `sql/3_marts/`. A count is NULL
where the agency delivered nothing that covers the month, and 0 where it delivered, and none.
"""

from typing import Any

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, Date, Double, MetaData, String, Table

from schemas.columns import given, key, maybe, one_of
from schemas.star_police import STAGES

MARTS = MetaData(schema="mart")


def _count(name: str, comment: str) -> list[Any]:
    """A count that is NULL where nothing covers the month, and never below 0."""
    return [Column(name, BigInteger, comment=comment), CheckConstraint(f"{name} >= 0")]


def _part(name: str, whole: str, comment: str) -> list[Any]:
    """A count of some of another count."""
    return [*_count(name, comment), CheckConstraint(f"{name} <= {whole}")]


def _strands(whole: str, series_break: str = "") -> list[Any]:
    """How many of a count are on each strand; they add to more than the whole, since one may be on several."""
    return [
        *_part("race", whole, "of them on race"),
        *_part("religion", whole, "of them on religion or belief"),
        *_part("sexual_orientation", whole, "of them on sexual orientation"),
        *_part("disability", whole, f"of them on disability{series_break}"),
        *_part("transgender", whole, f"of them on gender identity{series_break}"),
        *_part("other_or_unknown", whole, "of them on another strand, or one not known"),
    ]


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
    *_count("equip_hate_cases", "EQuIP casework about hate incidents, by date opened"),
    *_count("school_incidents", "school incidents, by incident date"),
    *_count("online_reports", "online reports, by submission"),
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
    *_strands("cases", series_break="; NULL before January 2017, when recording began"),
    *_part("reported_to_police", "cases", "of them referred by the police, or citing a crime reference"),
    _provisional(),
)

Table(
    "casework_month",
    MARTS,
    *_district_month(),
    *_count("casework", "discrimination casework opened, about a hate incident or not"),
    *_part("hate_casework", "casework", "of it about a hate incident; what follows is of this alone"),
    *_part("victims", "hate_casework", "of it for a victim"),
    *_part("witnesses", "hate_casework", "of it for a witness"),
    *_strands("hate_casework"),
    *_part("reported_to_police", "hate_casework", "of it known to be reported to the police"),
    *_part("not_reported_to_police", "hate_casework", "of it known not to be"),
    _provisional(),
    CheckConstraint("victims + witnesses <= hate_casework"),
    CheckConstraint("reported_to_police + not_reported_to_police <= hate_casework"),
)

Table(
    "school_incident_month",
    MARTS,
    *_district_month(),
    *_count("incidents", "prejudice related incidents"),
    *_strands("incidents"),
    *_part("with_pcso", "incidents", "of them those in which a Police Community Support Officer was brought in"),
    *_part("victim_outcomes_known", "incidents", "of them those of which the victim's outcome is known"),
    *_part("victim_outcomes_good_or_satisfactory", "victim_outcomes_known", "of those, good or satisfactory"),
    *_part("perpetrator_outcomes_known", "incidents", "of them those of which the perpetrator's outcome is known"),
    *_part("perpetrator_outcomes_good_or_satisfactory", "perpetrator_outcomes_known", "of those, good or satisfactory"),
    _provisional(),
)

Table(
    "satisfaction_month",
    MARTS,
    key("month_start", Date, "first day of the month of the interviews"),
    key("stage", String, "ease_of_contact, actions, follow_up, treatment or whole_experience"),
    *_count("responses", "people who took part, whatever they said of this stage"),
    *_part("answered", "responses", "of them those for whom the stage applied and who answered"),
    *_part("satisfied", "answered", "of those, completely, very or fairly satisfied"),
    *_count("answered_twelve_months", "answered, over the twelve months to this one; NULL until twelve are covered"),
    *_part("satisfied_twelve_months", "answered_twelve_months", "satisfied, over the same"),
    maybe("share_satisfied_twelve_months", Double, "satisfied_twelve_months by answered_twelve_months, 0 to 1"),
    maybe("aspiration", Double, "the share that Warwickshire Police aspires to; given for whole_experience alone"),
    _provisional(),
    one_of("stage", *STAGES),
)

Table(
    "recorded_crime_month",
    MARTS,
    *_district_month(),
    *_count("police_records", "all offences and crimed incidents of the police extract, by date recorded"),
    *_count("street_crimes", "crimes that data.police.uk publishes, without anti-social behaviour"),
    *_count("anti_social_behaviour", "incidents of anti-social behaviour that data.police.uk publishes"),
    _provisional(),
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
