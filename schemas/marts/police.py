"""How the police's records are counted: by category, marker, place, channel and victim, and over time.

Here: the contracts of the marts that count the police's records alone, or beside data.police.uk. Those of other
agencies are in `agencies`, and those that count over all agencies in `silos`. Each comment ends with its unit.
"""

from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, Double, String, Table

from schemas.columns import count, district_month, given, key, maybe, one_of, part, provisional
from schemas.marts.silos import MARTS
from schemas.star.dimensions import CHARACTERISTICS

_TWELVE = "over the 12 months to this one; NULL if any of the 12 is not covered"


def _place_month() -> list[Column[Any]]:
    """The grain of a mart with a row for the whole county beside the rows of its districts."""
    return [
        key("district_code", String, "GSS code; OUT outside Warwickshire; UNK unknown; E10000031 the whole county"),
        given("district_name", String, "name of the district; Warwickshire is the whole county"),
        key("month_start", Date, "first day of the month"),
    ]


def _twelve(name: str, of_month: str, comment: str) -> list[Any]:
    """A count over twelve months, which includes the month's own count."""
    return [*count(name, f"{comment} {_TWELVE} (records)"), CheckConstraint(f"{of_month} <= {name}")]


def _share(name: str, comment: str) -> list[Any]:
    """A part divided by its whole."""
    return [maybe(name, Double, f"{comment} (share, 0 to 1)"), CheckConstraint(f"{name} between 0 and 1")]


def _kinds(name: str, kind: str, known: str) -> list[Any]:
    """The counts of a mart by kind, where each record is of exactly one kind."""
    return [
        *district_month(),
        key(name, String, f"the {kind}, or Unknown"),
        *count("police_records", "all recorded offences and crimed incidents, hate or not (records)"),
        *part("hate_records", "police_records", "hate offences and crimed incidents (records)"),
        *_twelve("hate_records_twelve_months", "hate_records", "hate_records"),
        *count("known_twelve_months", f"hate records of the district whose {known} is known, {_TWELVE} (records)"),
        *_share(
            "share_twelve_months",
            "hate_records_twelve_months divided by known_twelve_months; NULL for Unknown or if none are known",
        ),
        provisional(),
        CheckConstraint(f"hate_records_twelve_months <= known_twelve_months or {name} = 'Unknown'"),
    ]


Table(
    "offence_category_month",
    MARTS,
    key("district_code", String, "GSS code; OUT outside Warwickshire; UNK unknown"),
    key("offence_category", String, "the category as the force titles it"),
    key("month_start", Date, "first day of the month"),
    *count("police_records", "all records of the category, hate or not (records)"),
    *count("hate_offences", "hate offences (records)"),
    *count("hate_crimed_incidents", "hate crimed incidents (records)"),
    *count("rm", "hate offences marked racist, a motivation (records)"),
    *count("ho", "hate offences marked homophobic, a motivation (records)"),
    *count("pac", "hate offences marked prejudice against alternative culture, a motivation (records)"),
    *count("da", "hate offences marked disablist, a motivation (records)"),
    *count("ti", "hate offences marked transphobic, a motivation (records)"),
    *count("hv", "hate offences marked as reported by the victim (records)"),
    *count("hc", "hate offences marked as reported by another party (records)"),
    *count("hp", "hate offences marked as reported by police (records)"),
    provisional(),
    CheckConstraint("hate_offences + hate_crimed_incidents <= police_records"),
    *(CheckConstraint(f"{name} <= hate_offences") for name in ("rm", "ho", "pac", "da", "ti", "hv", "hc", "hp")),
)

Table(
    "marker_month",
    MARTS,
    *district_month(),
    key("marker_code", String, "the force's code for the marker"),
    given("marker_name", String, "the marker in words"),
    given("axis", String, "motivation is why, reporter is who reported, context is neither"),
    *count("police_records", "all records that carry the marker, hate or not (records)"),
    *count("hate_offences", "hate offences that carry it (records)"),
    *count("hate_crimed_incidents", "hate crimed incidents that carry it (records)"),
    *count("hate_records_twelve_months", f"hate offences and crimed incidents that carry it, {_TWELVE} (records)"),
    *count(
        "all_hate_records_twelve_months",
        f"the district's hate records, carrying the marker or not, {_TWELVE} (records)",
    ),
    *_share(
        "share_twelve_months", "hate_records_twelve_months divided by all_hate_records_twelve_months; NULL if that is 0"
    ),
    provisional(),
    one_of("axis", "motivation", "reporter", "context"),
    CheckConstraint("hate_offences + hate_crimed_incidents <= police_records"),
    CheckConstraint("hate_offences + hate_crimed_incidents <= hate_records_twelve_months"),
    CheckConstraint("hate_records_twelve_months <= all_hate_records_twelve_months"),
)

Table("premises_month", MARTS, *_kinds("premises_type", "type of premises", "type of premises"))

Table("reporting_channel_month", MARTS, *_kinds("reporting_channel", "way that records reached the police", "channel"))

Table(
    "trend_month",
    MARTS,
    *_place_month(),
    *count("hate_records", "hate offences and crimed incidents recorded in the month (records)"),
    *_twelve("hate_records_twelve_months", "hate_records", "hate_records"),
    maybe(
        "trend",
        Double,
        "value in this month of the straight line fitted, by least squares, to the 18 months ending with it; NULL if"
        " any of the 18 is not complete (records)",
    ),
    maybe("trend_per_month", Double, "slope of that line; the number is rising if it is above 0 (records a month)"),
    maybe(
        "mean_before",
        Double,
        "mean of the 12 months before this one; NULL if any of the 12 is not complete (records a month)",
    ),
    maybe("lower_limit", Double, "three standard deviations below mean_before, never below 0 (records a month)"),
    maybe("upper_limit", Double, "three standard deviations above mean_before (records a month)"),
    maybe(
        "signal",
        String,
        "whether hate_records are above, below or within the limits; NULL if there are no limits, or if the month is"
        " not complete (word)",
    ),
    maybe("key_dates", String, "events of the month that may have affected hate crime; NULL if there are none (words)"),
    provisional(),
    one_of("signal", "above", "below", "within"),
    CheckConstraint("0 <= lower_limit"),
    CheckConstraint("lower_limit <= mean_before"),
    CheckConstraint("mean_before <= upper_limit"),
    CheckConstraint("signal <> 'above' or hate_records > upper_limit"),
    CheckConstraint("signal <> 'below' or hate_records < lower_limit"),
    CheckConstraint("signal <> 'within' or hate_records between lower_limit and upper_limit"),
)

Table(
    "recorded_crime_month",
    MARTS,
    *district_month(),
    *count("police_records", "all offences and crimed incidents of the police extract, by date recorded (records)"),
    *count("street_crimes", "crimes that data.police.uk publishes, without anti-social behaviour (crimes)"),
    *count("anti_social_behaviour", "incidents of anti-social behaviour that data.police.uk publishes (incidents)"),
    provisional(),
)

Table(
    "area_rate_month",
    MARTS,
    key("jsna_area", String, "the JSNA area"),
    given("district_code", String, "the district it is in"),
    key("month_start", Date, "first day of the last month of the 12"),
    *count("hate_records", "hate offences and crimed incidents recorded in the month (records)"),
    *_twelve("hate_records_twelve_months", "hate_records", "hate_records"),
    maybe("population", BigInteger, "illustrative as supplied; NULL for Unknown (residents)"),
    maybe(
        "rate_per_1000",
        Double,
        "hate_records_twelve_months per 1,000 of population (records a year per 1,000 residents)",
    ),
    provisional(),
    CheckConstraint("population >= 1"),
    CheckConstraint("rate_per_1000 >= 0"),
)

Table(
    "victim_profile_month",
    MARTS,
    *_place_month(),
    key("characteristic", String, "what victims are grouped by"),
    key("member", String, "a group within it, such as Male, 31-40; Unknown is people who did not give it"),
    *count("victims", "victims of the month's hate records; a victim of two offences counts twice (victims)"),
    *count("victims_twelve_months", f"victims, {_TWELVE} (victims)"),
    *count("known_twelve_months", f"victims in all groups whose characteristic is known, {_TWELVE} (victims)"),
    maybe("population", BigInteger, "residents in this group; NULL if no figure covers them (residents)"),
    maybe("population_known", BigInteger, "residents in all groups; NULL for OUT and UNK (residents)"),
    maybe(
        "ratio",
        Double,
        "the group's share of known_twelve_months divided by its share of population_known; above 1, it is a larger"
        " share of victims than of residents; NULL if no residents or victims are known (ratio)",
    ),
    maybe("ratio_low", Double, "lower end of the ratio's 95% interval, Wilson's (ratio)"),
    maybe("ratio_high", Double, "upper end of the same interval (ratio)"),
    provisional(),
    one_of("characteristic", *CHARACTERISTICS),
    CheckConstraint("victims <= victims_twelve_months"),
    CheckConstraint("victims_twelve_months <= known_twelve_months or member in ('Unknown', 'Other or unknown')"),
    CheckConstraint("population <= population_known"),
    CheckConstraint("0 <= ratio_low"),
    CheckConstraint("ratio_low <= ratio"),
    CheckConstraint("ratio <= ratio_high"),
)
