"""The marts of one agency, counted: Victim Support's cases, EQuIP's casework, schools' incidents, the survey.

Here: not the police's marts (police_marts.py), nor those across agencies (silo_marts.py).
"""

import pandas as pd

from tests.truth.counting import DISTRICTS, counted, grid, monthly, named, on_months, one_of, over, share, with_strand
from tests.truth.coverage import Coverage
from tests.truth.records_in_force import Told

STAGES = ("ease_of_contact", "actions", "follow_up", "treatment", "whole_experience")
SATISFIED = ("Completely satisfied", "Very satisfied", "Fairly satisfied")
#: Before this month Victim Support records neither disability nor gender identity.
RECORDED_FROM = pd.Timestamp("2017-01-01")
WELL = ("Good", "Satisfactory")


def support_case_month(told: Told, cover: Coverage) -> pd.DataFrame:
    cases = monthly(told.stands["victim_support__cases"])
    counts = {
        "cases": cases,
        **with_strand(cases),
        "reported_to_police": cases[(cases.referral_source == "Police") | (cases.cites != "")],
    }
    rows = _by_district(counts, "victim_support", cover)
    rows.loc[rows.month_start < RECORDED_FROM, ["disability", "transgender"]] = None
    return rows


def casework_month(told: Told, cover: Coverage) -> pd.DataFrame:
    cases = monthly(told.stands["equip__casework"])
    hate = cases[cases.is_hate]
    counts = {
        "casework": cases,
        "hate_casework": hate,
        "victims": hate[hate.role == "Victim"],
        "witnesses": hate[hate.role == "Witness"],
        **with_strand(hate),
        "reported_to_police": hate[hate.reported_to_police == "Yes"],
        "not_reported_to_police": hate[hate.reported_to_police == "No"],
    }
    return _by_district(counts, "equip", cover)


def school_incident_month(told: Told, cover: Coverage) -> pd.DataFrame:
    incidents = monthly(told.stands["schools__incidents"])
    actions = one_of(incidents, "actions")
    counts = {
        "incidents": incidents,
        **with_strand(incidents),
        "with_pcso": incidents[incidents.index.isin(actions.index[actions == "PCSO contact"])],
    }
    for who in ("victim", "perpetrator"):
        outcome = incidents[f"{who}_outcome"]
        counts[f"{who}_outcomes_known"] = incidents[outcome != "Unknown"]
        counts[f"{who}_outcomes_good_or_satisfactory"] = incidents[outcome.isin(WELL)]
    return _by_district(counts, "schools", cover)


def satisfaction_month(told: Told, cover: Coverage) -> pd.DataFrame:
    responses = monthly(told.stands["victim_survey__responses"])
    answers = responses.melt("month_start", STAGES, "stage", "answer")
    on = grid(cover.months, stage=STAGES)
    counts = {"responses": answers, "answered": answers[answers.answer != ""]}
    counts["satisfied"] = answers[answers.answer.isin(SATISFIED)]
    rows = counted(counts, on, cover.covers("victim_survey"))
    for count in ("answered", "satisfied"):
        rows[f"{count}_twelve_months"] = over(rows[count], 12)
    rows["share_satisfied_twelve_months"] = share(rows.satisfied_twelve_months, rows.answered_twelve_months)
    rows["is_provisional"] = on_months(on, cover.partly("victim_survey"))
    rows = rows.reset_index()
    return rows.assign(aspiration=rows.stage.map({"whole_experience": 0.9}))


def _by_district(counts: dict[str, pd.DataFrame], agency: str, cover: Coverage) -> pd.DataFrame:
    on = grid(cover.months, district_code=DISTRICTS)
    rows = counted(counts, on, cover.covers(agency))
    return named(rows.assign(is_provisional=on_months(on, cover.partly(agency))))
