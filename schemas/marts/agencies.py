"""How each partner's own records are counted: cases, casework, school incidents, the survey.

Here: the contracts of the marts that count one agency's records. Those of the police's records are in `police`, and
those that count over all agencies are in `silos`.
"""

from typing import Any

from sqlalchemy import CheckConstraint, Date, Double, String, Table

from schemas.columns import count, district_month, key, maybe, one_of, part, provisional
from schemas.marts.silos import MARTS
from schemas.star.police import STAGES


def _strands(whole: str, series_break: str = "") -> list[Any]:
    """How many of a count are on each strand; one may have several, so they add up to more than the whole."""
    return [
        *part("race", whole, "those on race"),
        *part("religion", whole, "those on religion or belief"),
        *part("sexual_orientation", whole, "those on sexual orientation"),
        *part("disability", whole, f"those on disability{series_break}"),
        *part("transgender", whole, f"those on gender identity{series_break}"),
        *part("other_or_unknown", whole, "those on another strand, or one not known"),
    ]


Table(
    "support_case_month",
    MARTS,
    *district_month(),
    *count("cases", "hate crime cases opened"),
    *_strands("cases", series_break="; NULL before January 2017, when recording began"),
    *part("reported_to_police", "cases", "cases referred by the police, or citing a crime reference"),
    provisional(),
)

Table(
    "casework_month",
    MARTS,
    *district_month(),
    *count("casework", "discrimination casework opened, about a hate incident or not"),
    *part("hate_casework", "casework", "casework about a hate incident; later columns count only this"),
    *part("victims", "hate_casework", "hate casework for a victim"),
    *part("witnesses", "hate_casework", "hate casework for a witness"),
    *_strands("hate_casework"),
    *part("reported_to_police", "hate_casework", "hate casework known to be reported to the police"),
    *part("not_reported_to_police", "hate_casework", "hate casework known not to be reported"),
    provisional(),
    CheckConstraint("victims + witnesses <= hate_casework"),
    CheckConstraint("reported_to_police + not_reported_to_police <= hate_casework"),
)

Table(
    "school_incident_month",
    MARTS,
    *district_month(),
    *count("incidents", "prejudice related incidents"),
    *_strands("incidents"),
    *part("with_pcso", "incidents", "incidents in which a Police Community Support Officer was brought in"),
    *part("victim_outcomes_known", "incidents", "incidents with a known outcome for the victim"),
    *part(
        "victim_outcomes_good_or_satisfactory", "victim_outcomes_known", "known outcomes that are good or satisfactory"
    ),
    *part("perpetrator_outcomes_known", "incidents", "incidents with a known outcome for the perpetrator"),
    *part(
        "perpetrator_outcomes_good_or_satisfactory",
        "perpetrator_outcomes_known",
        "known outcomes that are good or satisfactory",
    ),
    provisional(),
)

Table(
    "satisfaction_month",
    MARTS,
    key("month_start", Date, "first day of the month of the interviews"),
    key("stage", String, "ease_of_contact, actions, follow_up, treatment or whole_experience"),
    *count("responses", "people who took part, whatever they said about this stage"),
    *part("answered", "responses", "people to whom the stage applied and who answered"),
    *part("satisfied", "answered", "people who answered that they were completely, very or fairly satisfied"),
    *count("answered_twelve_months", "answered, over the 12 months to this one; NULL if any of the 12 is not covered"),
    *part("satisfied_twelve_months", "answered_twelve_months", "satisfied, over the same months"),
    maybe("share_satisfied_twelve_months", Double, "satisfied_twelve_months divided by answered_twelve_months, 0 to 1"),
    maybe(
        "aspiration", Double, "the share that the police aspire to, 0 to 1; NULL for stages other than whole_experience"
    ),
    provisional(),
    one_of("stage", *STAGES),
)
