"""What the police's records are counted by: categories, markers, places, channels, trends, and whom they tell of.

Here: the contracts of the marts of the police's records alone, and of data.police.uk beside them. Other agencies'
stand in `agencies`, what all agencies know between them in `silos`. Each comment ends with its unit.
"""

from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, Double, String, Table

from schemas.columns import count, district_month, given, key, maybe, one_of, part, provisional
from schemas.marts.silos import MARTS
from schemas.star.dimensions import CHARACTERISTICS

_TWELVE = "over the twelve months to this one; NULL until twelve are covered"


def _place_month() -> list[Column[Any]]:
    """The grain of a mart that has a row of the whole county beside those of its districts."""
    return [
        key("district_code", String, "GSS code; OUT outside Warwickshire; UNK unknown; E10000031 the whole county"),
        given("district_name", String, "name of the district; Warwickshire is the whole county"),
        key("month_start", Date, "first day of the month"),
    ]


def _twelve(name: str, of_month: str, comment: str) -> list[Any]:
    """A count over twelve months, of which that of the month is part."""
    return [*count(name, f"{comment} {_TWELVE} (records)"), CheckConstraint(f"{of_month} <= {name}")]


def _share(name: str, comment: str) -> list[Any]:
    """A part by its whole."""
    return [maybe(name, Double, f"{comment} (share, 0 to 1)"), CheckConstraint(f"{name} between 0 and 1")]


def _kinds(name: str, kind: str, known: str) -> list[Any]:
    """What is counted of the records of a kind, of which each record has one."""
    return [
        *district_month(),
        key(name, String, f"the {kind}, or Unknown"),
        *count("police_records", "all recorded offences and crimed incidents, hate or not (records)"),
        *part("hate_records", "police_records", "hate offences and crimed incidents (records)"),
        *_twelve("hate_records_twelve_months", "hate_records", "hate_records"),
        *count("known_twelve_months", f"hate records of the district whose {known} is known, {_TWELVE} (records)"),
        *_share(
            "share_twelve_months", "hate_records_twelve_months by known_twelve_months; NULL for Unknown and of nothing"
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
    key("marker_code", String, "the force's code of the marker"),
    given("marker_name", String, "the marker in words"),
    given("axis", String, "motivation says why, reporter who told, context neither"),
    *count("police_records", "all records that carry the marker, hate or not (records)"),
    *count("hate_offences", "hate offences that carry it (records)"),
    *count("hate_crimed_incidents", "hate crimed incidents that carry it (records)"),
    *count("hate_records_twelve_months", f"hate offences and crimed incidents that carry it, {_TWELVE} (records)"),
    *count("all_hate_records_twelve_months", f"those of the district, carrying it or not, {_TWELVE} (records)"),
    *_share("share_twelve_months", "hate_records_twelve_months by all_hate_records_twelve_months; NULL of nothing"),
    provisional(),
    one_of("axis", "motivation", "reporter", "context"),
    CheckConstraint("hate_offences + hate_crimed_incidents <= police_records"),
    CheckConstraint("hate_offences + hate_crimed_incidents <= hate_records_twelve_months"),
    CheckConstraint("hate_records_twelve_months <= all_hate_records_twelve_months"),
)

Table("premises_month", MARTS, *_kinds("premises_type", "type of premises", "type of premises"))

Table("reporting_channel_month", MARTS, *_kinds("reporting_channel", "way they reached the police", "channel"))

Table(
    "trend_month",
    MARTS,
    *_place_month(),
    *count("hate_records", "hate offences and crimed incidents recorded in the month (records)"),
    *_twelve("hate_records_twelve_months", "hate_records", "hate_records"),
    maybe(
        "trend",
        Double,
        "value at this month of the least-squares line through the eighteen months to it; NULL unless all eighteen are"
        " complete (records)",
    ),
    maybe("trend_per_month", Double, "slope of that line; above 0 they rise (records a month)"),
    maybe(
        "mean_before",
        Double,
        "mean of the twelve months before this one; NULL unless all twelve are complete (records a month)",
    ),
    maybe("lower_limit", Double, "three standard deviations below mean_before, never below 0 (records a month)"),
    maybe("upper_limit", Double, "three standard deviations above mean_before (records a month)"),
    maybe(
        "signal",
        String,
        "where hate_records lie by the limits: above, below or within; NULL without limits, and of a month that is not"
        " complete (word)",
    ),
    maybe("key_dates", String, "events of the month that may have moved hate crime; NULL for none (words)"),
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
    given("district_code", String, "the district it lies in"),
    key("month_start", Date, "last month of the twelve"),
    *count("hate_records", "hate offences and crimed incidents recorded in the month (records)"),
    *_twelve("hate_records_twelve_months", "hate_records", "hate_records"),
    maybe("population", BigInteger, "illustrative as committed; none for Unknown (residents)"),
    maybe("rate_per_1000", Double, "hate_records_twelve_months by population (records a year per 1,000 residents)"),
    provisional(),
    CheckConstraint("population >= 1"),
    CheckConstraint("rate_per_1000 >= 0"),
)

Table(
    "victim_profile_month",
    MARTS,
    *_place_month(),
    key("characteristic", String, "what victims are told apart by"),
    key("member", String, "a group of them by it, such as Male, 31-40; Unknown is those who did not give it"),
    *count("victims", "victims of the hate records of the month; one of two offences counts twice (victims)"),
    *count("victims_twelve_months", f"victims, {_TWELVE} (victims)"),
    *count("known_twelve_months", f"victims of all members of whom the characteristic is known, {_TWELVE} (victims)"),
    maybe("population", BigInteger, "residents of the member; NULL where no figure tells of them (residents)"),
    maybe("population_known", BigInteger, "residents of all members; NULL for OUT and UNK (residents)"),
    maybe(
        "ratio",
        Double,
        "share of victims_twelve_months in known_twelve_months by that of population in population_known; above 1 they"
        " are more of the victims than of the residents; NULL without residents or victims known (ratio)",
    ),
    maybe("ratio_low", Double, "lower end of its 95% interval, Wilson's (ratio)"),
    maybe("ratio_high", Double, "upper end of the same (ratio)"),
    provisional(),
    one_of("characteristic", *CHARACTERISTICS),
    CheckConstraint("victims <= victims_twelve_months"),
    CheckConstraint("victims_twelve_months <= known_twelve_months or member in ('Unknown', 'Other or unknown')"),
    CheckConstraint("population <= population_known"),
    CheckConstraint("0 <= ratio_low"),
    CheckConstraint("ratio_low <= ratio"),
    CheckConstraint("ratio <= ratio_high"),
)
