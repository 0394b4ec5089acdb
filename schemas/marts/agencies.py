"""What each partner's own records are counted by: cases, casework, school incidents, the survey.

Here: the contracts of the marts of one agency. The police's records stand in `police`, what all agencies know
between them in `silos`.
"""

from typing import Any

from sqlalchemy import CheckConstraint, Date, Double, String, Table

from schemas.columns import count, district_month, key, maybe, one_of, part, provisional
from schemas.marts.silos import MARTS
from schemas.star.police import STAGES


def _strands(whole: str, series_break: str = "") -> list[Any]:
    """How many of a count are on each strand; they add to more than the whole, since one may be on several."""
    return [
        *part("race", whole, "of them on race"),
        *part("religion", whole, "of them on religion or belief"),
        *part("sexual_orientation", whole, "of them on sexual orientation"),
        *part("disability", whole, f"of them on disability{series_break}"),
        *part("transgender", whole, f"of them on gender identity{series_break}"),
        *part("other_or_unknown", whole, "of them on another strand, or one not known"),
    ]


Table(
    "support_case_month",
    MARTS,
    *district_month(),
    *count("cases", "hate crime cases opened"),
    *_strands("cases", series_break="; NULL before January 2017, when recording began"),
    *part("reported_to_police", "cases", "of them referred by the police, or citing a crime reference"),
    provisional(),
)

Table(
    "casework_month",
    MARTS,
    *district_month(),
    *count("casework", "discrimination casework opened, about a hate incident or not"),
    *part("hate_casework", "casework", "of it about a hate incident; what follows is of this alone"),
    *part("victims", "hate_casework", "of it for a victim"),
    *part("witnesses", "hate_casework", "of it for a witness"),
    *_strands("hate_casework"),
    *part("reported_to_police", "hate_casework", "of it known to be reported to the police"),
    *part("not_reported_to_police", "hate_casework", "of it known not to be"),
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
    *part("with_pcso", "incidents", "of them those in which a Police Community Support Officer was brought in"),
    *part("victim_outcomes_known", "incidents", "of them those of which the victim's outcome is known"),
    *part("victim_outcomes_good_or_satisfactory", "victim_outcomes_known", "of those, good or satisfactory"),
    *part("perpetrator_outcomes_known", "incidents", "of them those of which the perpetrator's outcome is known"),
    *part("perpetrator_outcomes_good_or_satisfactory", "perpetrator_outcomes_known", "of those, good or satisfactory"),
    provisional(),
)

Table(
    "satisfaction_month",
    MARTS,
    key("month_start", Date, "first day of the month of the interviews"),
    key("stage", String, "ease_of_contact, actions, follow_up, treatment or whole_experience"),
    *count("responses", "people who took part, whatever they said of this stage"),
    *part("answered", "responses", "of them those for whom the stage applied and who answered"),
    *part("satisfied", "answered", "of those, completely, very or fairly satisfied"),
    *count("answered_twelve_months", "answered, over the twelve months to this one; NULL until twelve are covered"),
    *part("satisfied_twelve_months", "answered_twelve_months", "satisfied, over the same"),
    maybe("share_satisfied_twelve_months", Double, "satisfied_twelve_months by answered_twelve_months, 0 to 1"),
    maybe("aspiration", Double, "the share that the police aspire to, 0 to 1; given for whole_experience alone"),
    provisional(),
    one_of("stage", *STAGES),
)
