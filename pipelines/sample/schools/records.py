"""The prejudice-related incidents that schools report, once everything is put right.

Here: what happened, where, to whom and what followed, so that the report's figures come out. Not here: what a term's
export gets wrong (deliveries.py, faults.py), how cells are written (cells.py).
"""

from datetime import date

import numpy as np
import pandas as pd

from pipelines.sample.county.chance import Objects, Stream, Weighted, apportion
from pipelines.sample.county.reference import ReferenceLists
from pipelines.sample.schools.targets import (
    ACTIONS,
    AT_UNLISTED_SCHOOLS,
    PERPETRATOR_OUTCOMES,
    STRANDS,
    TERMS,
    TERMS_A_YEAR,
    VICTIM_OUTCOMES,
    Term,
)

#: Six digits, like all of them, but no school has these.
UNLISTED_SCHOOLS = ("900901", "900902", "900903")
PUPILS = {"Primary": 10, "Secondary": 35, "Special": 4}  # a school's weight
YEAR_GROUPS = {
    "Primary": Weighted({"Reception": 3, **{f"Year {year}": 2 + year for year in range(1, 7)}}),
    "Secondary": Weighted({f"Year {year}": 21 - year for year in range(7, 14)}),
    "Special": Weighted({f"Year {year}": 1 for year in range(1, 14)}),
}
DAYS_TO_SUBMIT = Weighted({0: 34, 1: 24, 2: 12, 3: 9, 5: 8, 8: 6, 14: 4, 30: 2, 44: 1})
SCHOOL_ENDS = 15 * 60 * 60  # seconds into the day
NATURES = Weighted(
    {
        "Verbal abuse": 60,
        "Verbal abuse;Physical assault": 10,
        "Verbal abuse;Exclusion from play": 8,
        "Physical assault": 4,
        "Online": 6,
        "Verbal abuse;Online": 2,
        "Graffiti": 4,
        "Exclusion from play": 4,
        "Damage to property": 2,
        "Other": 2,
        None: 4,
    }
)
TIMES_OF_DAY = Weighted(
    {"Lunch": 29, "Break": 25, "Lesson": 23, "After school": 8, "Travelling": 5, "Before school": 4, None: 6}
)
PLACES = {
    "Lesson": Weighted({"Classroom": 75, "Sports field": 10, "Corridor": 8, "Online": 2, None: 5}),
    "Travelling": Weighted({"School bus": 60, "School gate": 25, "Other": 15}),
    "Lunch": Weighted({"Playground": 58, "Dining hall": 24, "Sports field": 8, "Corridor": 7, None: 3}),
}
OTHER_PLACES = Weighted({"Playground": 50, "Corridor": 20, "School gate": 12, "Toilets": 8, "Other": 5, None: 5})
VICTIM_ROLES = Weighted({"Pupil": 86, "Staff": 9, "Parent": 2, "Visitor": 1, None: 2})
PERPETRATOR_ROLES = Weighted({"Pupil": 91, "Parent": 4, "Visitor": 2, "Staff": 1, None: 2})
VICTIM_SEXES = Weighted({"Male": 50, "Female": 44, "Other": 1, None: 5})
PERPETRATOR_SEXES = Weighted({"Male": 68, "Female": 27, None: 5})
VICTIM_ETHNICITIES = Weighted(
    {
        "Asian or British Asian Indian": 18,
        "Any other White background": 15,
        "Black or Black British African": 12,
        "Asian or British Asian Pakistani": 9,
        "Mixed White and Black Caribbean": 9,
        "White British": 14,
        "Any other Asian background": 6,
        "Gypsy or Irish Traveller": 4,
        "Chinese": 3,
        None: 10,
    }
)
PERPETRATOR_ETHNICITIES = Weighted(
    {"White British": 74, "Any other White background": 6, "Asian or British Asian Indian": 4,
     "Mixed White and Black Caribbean": 3, None: 13}
)  # fmt: skip

#: Free text: harmless, but with everything that CSV must quote, and letters that depend on the encoding.
DESCRIPTIONS = Weighted(
    {
        "Dealt with by the form tutor, parents invited in.": 5,
        "Words used are on the pupil’s file; not repeated here.": 4,
        'The pupil said it was "just a joke".': 4,
        "Happened during a football game – see the school’s log.": 4,
        "Reported by a lunchtime supervisor.\nFollowed up the same day.": 3,
        "Discussed afterwards in the school café, £5 of damage to a coat.": 2,
        None: 6,
    }
)
#: Identifiers grow by this; an incident submitted twice takes one in between.
NUMBERS_APART = 3
#: The truth's numbers for school incidents begin here: no other agency is known to hear about them.
FIRST_SCHOOL_INCIDENT = 4_000_000


def incidents_in_force(seed: int, county: int, lists: ReferenceLists) -> pd.DataFrame:
    """Return all current incidents in a county's schools, in order of submission.

    One row for each incident: the contract's columns typed (incident_type by strand; several with ';' between; None if
    missing), and district (the school's) and incident_no.
    """
    rng = Stream(seed, county, "school incidents")
    years = [TERMS[first : first + TERMS_A_YEAR] for first in range(0, len(TERMS), TERMS_A_YEAR)]
    of_reports_year, listed = sum(term.incidents for term in years[-1]), lists.rows("school")
    incidents = pd.concat([_of_year(years[at], of_reports_year, listed, rng) for at in (0, 1)])
    incidents["submitted_at"] = _submitted(incidents.incident_date, rng)
    incidents = incidents.sort_values(["submitted_at", "incident_date"], ignore_index=True)
    size = len(incidents)
    number = (county + 1) * 10_000 + 100 + NUMBERS_APART * np.arange(size)
    school, phase = incidents.school_urn, incidents.school_urn.map(lists.lookup("school", "school_urn", "phase"))
    time_of_day = TIMES_OF_DAY.draw(rng, size)
    victim_role, perpetrator_role = VICTIM_ROLES.draw(rng, size), PERPETRATOR_ROLES.draw(rng, size)
    return incidents.assign(
        incident_id=[f"PRI-{each}" for each in number.tolist()],
        nature=NATURES.draw(rng, size),
        time_of_day=time_of_day,
        place=[PLACES.get(each, OTHER_PLACES).draw(rng, 1)[0] for each in time_of_day],
        victim_role=victim_role,
        perpetrator_role=perpetrator_role,
        victim_gender=VICTIM_SEXES.draw(rng, size),
        perpetrator_gender=PERPETRATOR_SEXES.draw(rng, size),
        victim_ethnicity=VICTIM_ETHNICITIES.draw(rng, size),
        perpetrator_ethnicity=PERPETRATOR_ETHNICITIES.draw(rng, size),
        victim_year_group=_year_groups(victim_role, phase, rng),
        perpetrator_year_group=_year_groups(perpetrator_role, phase, rng),
        description=DESCRIPTIONS.draw(rng, size),
        district=school.map(lists.lookup("school", "school_urn", "district_code")).fillna("UNK"),
        incident_no=FIRST_SCHOOL_INCIDENT + np.arange(size),
    )


def _of_year(terms: tuple[Term, ...], of_reports_year: int, listed: pd.DataFrame, rng: Stream) -> pd.DataFrame:
    """Return days, schools, strands, actions and outcomes for a school year with exact figures."""
    size = sum(term.incidents for term in terms)
    days = np.concatenate([_school_days(term, rng) for term in terms])
    actions: list[list[str]] = [[] for _ in range(size)]
    for action, incidents in ACTIONS.items():
        for at in rng.some(np.arange(size), incidents * size // of_reports_year):
            actions[at].append(action)
    return pd.DataFrame(
        {
            "incident_date": days.astype("datetime64[s]"),
            "school_urn": _schools(listed, size, rng),
            "incident_type": _dealt(STRANDS, size, rng),
            "actions": pd.Series([";".join(taken) or None for taken in actions], dtype=object),
            "victim_outcome": _dealt(VICTIM_OUTCOMES, size, rng),
            "perpetrator_outcome": _dealt(PERPETRATOR_OUTCOMES, size, rng),
        }
    )


def _school_days(term: Term, rng: Stream) -> Objects:
    """Draw the days of a term's incidents, Mondays to Fridays."""
    span = (date.fromordinal(day) for day in range(term.begins.toordinal(), term.ends.toordinal() + 1))
    days = np.array([day for day in span if day.weekday() < 5], dtype="datetime64[D]")
    return days[rng.below(len(days), term.incidents)]


def _schools(listed: pd.DataFrame, size: int, rng: Stream) -> Objects:
    weights = dict(zip(listed.school_urn, listed.phase.map(PUPILS).tolist(), strict=True))
    schools = Weighted(weights).draw(rng, size)
    for at in rng.some(np.arange(size), AT_UNLISTED_SCHOOLS):
        schools[at] = rng.one(UNLISTED_SCHOOLS)
    return schools


def _dealt(counts: dict[str, int] | dict[str | None, int], size: int, rng: Stream) -> Objects:
    """Deal values out to a year's incidents, each to exactly its share of them."""
    shares = apportion(list(counts.values()), size)
    dealt = np.repeat(np.array(list(counts), dtype=object), shares)
    return dealt[rng.order(size)]


def _submitted(days: pd.Series, rng: Stream) -> pd.Series:
    """Return when the form was filled in: after school on the same day or some days later."""
    waited = DAYS_TO_SUBMIT.draw(rng, len(days)).astype("timedelta64[D]")
    after_school = (SCHOOL_ENDS + rng.below(3 * 60 * 60, len(days))).astype("timedelta64[s]")
    return days + waited + after_school


def _year_groups(roles: Objects, phases: pd.Series, rng: Stream) -> Objects:
    """Draw the year groups of pupils, by their school's phase; none for other people."""
    groups = np.full(len(roles), None, dtype=object)
    for at in np.flatnonzero(roles == "Pupil"):
        groups[at] = YEAR_GROUPS.get(phases.iloc[at], YEAR_GROUPS["Special"]).draw(rng, 1)[0]
    return groups
