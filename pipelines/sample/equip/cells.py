"""How EQuIP types its cases.

Here: the cells of every row. Not here: how the sheets are laid out (sheets.py), which cases a workbook holds and which
it spoils (deliveries.py).
"""

import numpy as np
import pandas as pd

from pipelines.sample.county.chance import Objects, Stream, Weighted
from pipelines.sample.county.reference import ReferenceLists, Spellings
from pipelines.sample.writing.hand_typed import BETWEEN, UNTOLD, typed_dates, typed_towns
from pipelines.sample.writing.mess import codes, unsaid, untidy

WORDS = {
    "race": ("Race", "Race", "Race", "Race", "Race", "Racial"),
    "religion": ("Religion", "Religion or belief"),
    "sexual_orientation": ("Sexual orientation",),
    "disability": ("Disability",),
    "transgender": ("Gender reassignment",),
    "age": ("Age",),
    "sex": ("Sex",),
    "pregnancy_and_maternity": ("Pregnancy and maternity", "Pregnancy"),
    "marriage_and_civil_partnership": ("Marriage and civil partnership",),
}
YES = Weighted({"Y": 60, "Yes": 30, "y": 6, "YES": 4})
NO = Weighted({"N": 60, "No": 30, "n": 6, "NO": 4})
TYPED_INITIALS = Weighted({0: 60, 1: 25, 2: 10, 3: 5})
#: Nationalities that are used for an ethnicity and are on no list, as in the report's breakdown of referrals.
NATIONALITIES = {
    "Any other White background": ("Polish", "Romanian", "Portuguese"),
    "Any other Asian background": ("Filipino",),
}
BY_NATIONALITY = 350  # of a thousand of those
YEAR_AS_TEXT, SPACED_POSTCODE, SMALL_POSTCODE = 100, 60, 40
DISTRICT_FOR_TOWN = 140
OUTCOMES = Weighted({"Advice given": 5, "Letter written": 2, "Referred on": 2, "Ongoing": 3})


def casework_cells(cases: pd.DataFrame, lists: ReferenceLists, rng: Stream, *, dates_as_text: bool) -> pd.DataFrame:
    """Return a sheet's rows, with every column that EQuIP keeps; cells as Excel holds them."""
    spelt = lists.spellings
    cells = {
        "case_ref": cases.case_ref.to_numpy(object),
        "opened": typed_dates(cases.opened, rng, as_text=dates_as_text),
        "incident_date": typed_dates(cases.incident_date, rng, as_text=dates_as_text),
        "initials": _initials(cases.initials, rng),
        "year_of_birth": _years(cases.year_of_birth, rng),
        "postcode_area": unsaid(_postcode_areas(cases.postcode_area, rng), rng),
        "gender": unsaid(codes(cases.gender, spelt("sex"), rng), rng),
        "ethnicity": unsaid(_ethnicities(cases.ethnicity, spelt("ethnicity"), rng), rng, UNTOLD),
        "town": untidy(typed_towns(cases.district, lists, rng, DISTRICT_FOR_TOWN), rng),
        "strands": untidy(np.array([_characteristics(about, rng) for about in cases.strands], dtype=object), rng),
        "is_hate": np.where(cases.is_hate, YES.draw(rng, len(cases)), NO.draw(rng, len(cases))),
        "role": unsaid(codes(cases.role, spelt("role"), rng), rng),
        "reported_to_police": _answers(cases.reported_to_police, rng),
        "referred_by": unsaid(codes(cases.referred_by, spelt("referral_source"), rng), rng),
    }
    return pd.DataFrame(cells, dtype=object).assign(outcome=OUTCOMES.draw(rng, len(cases)))


def _initials(initials: pd.Series, rng: Stream) -> Objects:
    """Type a pair of initials, as J.S., JS, J S or js."""
    typed, ways = initials.to_numpy(object, copy=True), TYPED_INITIALS.draw(rng, len(initials))
    for at in np.flatnonzero(initials.notna()):
        first, last = typed[at]
        typed[at] = (f"{first}.{last}.", first + last, f"{first} {last}", (first + last).lower())[ways[at]]
    return unsaid(typed, rng)


def _years(years: pd.Series, rng: Stream) -> Objects:
    """Type years of birth as numbers, a few as text."""
    as_text = rng.happens(YEAR_AS_TEXT, len(years))
    typed = years.to_numpy(object, copy=True)
    typed[as_text] = years[as_text].astype(str)
    return unsaid(typed, rng)


def _postcode_areas(areas: pd.Series, rng: Stream) -> Objects:
    """Type outward parts of postcodes, a few in lower case or with a gap: CV 11."""
    typed = areas.to_numpy(object, copy=True)
    small, spaced = rng.happens(SMALL_POSTCODE, len(typed)), rng.happens(SPACED_POSTCODE, len(typed))
    for at in np.flatnonzero(areas.notna()):
        if spaced[at]:
            letters = typed[at].rstrip("0123456789")
            typed[at] = f"{letters} {typed[at].removeprefix(letters)}"
        if small[at]:
            typed[at] = typed[at].lower()
    return typed


def _ethnicities(groups: pd.Series, spellings: Spellings, rng: Stream) -> Objects:
    typed = codes(groups, spellings, rng)
    by_nation = rng.happens(BY_NATIONALITY, len(groups))
    for at, group in enumerate(groups):
        if by_nation[at] and group in NATIONALITIES:
            typed[at] = rng.one(NATIONALITIES[group])
    return typed


def _characteristics(strands: str, rng: Stream) -> str:
    words = [rng.one(WORDS[strand]) for strand in typed_strands(strands)]
    return rng.one(BETWEEN).join(words)


def typed_strands(strands: str) -> list[str]:
    """Return those of a case's strands (with ';' between) that EQuIP has a word for."""
    return [strand for strand in strands.split(";") if strand in WORDS]


def _answers(answers: pd.Series, rng: Stream) -> Objects:
    """Type answers to a yes or no question."""
    typed = answers.to_numpy(object, copy=True)
    for answer, ways in (("Yes", YES), ("No", NO)):
        here = (answers == answer).to_numpy()
        typed[here] = ways.draw(rng, int(here.sum()))
    return unsaid(typed, rng)
