"""The mistakes people make when they write down somebody's details.

Here: how a person's record, or their own account, differs from what is true. Not here: how a
delivery's cells are formatted or spoilt (writing/mess.py), lasting changes such as moving house or marrying
(population.py). Rates are per thousand records.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipelines.sample.county.chance import Objects, Stream
from pipelines.sample.county.people.letters import without_accents
from pipelines.sample.county.people.name_lists import FORENAME_FORMS, FORENAMES_ENGLISHED
from pipelines.sample.county.people.real_people import is_real


@dataclass(frozen=True)
class Care:
    """How carefully an agency writes down persons: mistakes in a thousand records."""

    forename_typo: float
    surname_typo: float
    other_form: float
    names_swapped: float
    accents_lost: float
    day_and_month_swapped: float
    birth_mistyped: float
    birth_missing: float
    postcode_mistyped: float
    postcode_missing: float
    forename_missing: float


def other_forms(forename: str) -> list[str]:
    """Return other forms of a forename: short, spelt differently, or put into English."""
    forms = [form for group in FORENAME_FORMS if forename in group for form in group if form != forename]
    return forms + [english for name, english in FORENAMES_ENGLISHED if name == forename]


def typo(name: str, at: int, kind: int) -> str:
    """Return a name with two letters swapped, a letter dropped or one doubled, after the first letter."""
    if len(name) < 4:
        return name + name[-1]
    at = 1 + at % (len(name) - 2)
    if kind == 0:
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    return name[:at] + name[at + 1 :] if kind == 1 else name[:at] + name[at] + name[at:]


def digit_wrong(ref: str) -> str:
    """Return a police reference with the last digit of its number wrong."""
    prefix, serial, year = ref.split("/")
    return f"{prefix}/{serial[:-1]}{(int(serial[-1]) + 3) % 10}/{year}"


def told_days(happened: pd.Series, rng: Stream, *, out: float, missing: float) -> pd.Series:
    """Return the days people say it happened: this many in a thousand a few days out, and this many not said."""
    days_out = np.where(rng.happens(out, len(happened)), 1 + rng.below(3, len(happened)), 0)
    return (happened - days_out.astype("timedelta64[D]")).mask(rng.happens(missing, len(happened)))


def told_by(
    people: pd.DataFrame, written: pd.DataFrame, rng: Stream, *, sex: float, ethnicity: float
) -> dict[str, pd.Series]:
    """Return a record's columns about persons: as written down, and sex and ethnicity if they give them.

    Args:
        people: what is true of them.
        written: what as_recorded made of that.
        rng: decides who gives them.
        sex: how many in a thousand give their sex.
        ethnicity: how many in a thousand give their ethnicity.
    """
    return {
        "forename": written.forename,
        "surname": written.surname,
        "date_of_birth": written.birth,
        "postcode": written.postcode,
        "gender": people.sex.where(rng.happens(sex, len(people)), None),
        "ethnicity": people.ethnicity.where(rng.happens(ethnicity, len(people)), None),
    }


def as_recorded(people: pd.DataFrame, care: Care, rng: Stream) -> pd.DataFrame:
    """Return persons as an agency writes them, with mistakes: one row for each person, in the same order.

    Columns: forename, surname (None if missing), birth (NaT if missing), postcode (None if missing). Sex and ethnicity
    are what the person says, so they aren't here. No mistake turns anybody into a real person.
    """
    size = len(people)
    forename, surname = people.forename.to_numpy(copy=True), people.surname.to_numpy(copy=True)
    places, kinds = rng.below(100, 2 * size).reshape(2, size), rng.below(3, 2 * size).reshape(2, size)
    for at in np.flatnonzero(rng.happens(care.other_form, size)):
        forms = other_forms(forename[at]) or [forename[at]]
        forename[at] = forms[places[0, at] % len(forms)]
    for row, (written, rate) in enumerate(((forename, care.forename_typo), (surname, care.surname_typo))):
        for at in np.flatnonzero(rng.happens(rate, size)):
            written[at] = typo(written[at], places[row, at], kinds[row, at])
    for at in np.flatnonzero(rng.happens(care.accents_lost, size)):
        forename[at], surname[at] = without_accents(forename[at]), without_accents(surname[at])
    swapped = rng.happens(care.names_swapped, size)
    forename, surname = np.where(swapped, surname, forename), np.where(swapped, forename, surname)
    real = np.array([is_real(*pair) for pair in zip(forename, surname, strict=True)], dtype=bool)
    forename, surname = np.where(real, people.forename, forename), np.where(real, people.surname, surname)
    forename[rng.happens(care.forename_missing, size)] = None
    return pd.DataFrame(
        {
            "forename": forename,
            "surname": surname,
            "birth": _birth(people.birth, care, rng),
            "postcode": _postcode(people.postcode.to_numpy(copy=True), care, rng),
        }
    )


def _birth(birth: pd.Series, care: Care, rng: Stream) -> pd.Series:
    """Return dates of birth with day and month swapped if that gives a date, or the year one or ten out."""
    written = birth.reset_index(drop=True).copy()
    day, month = written.dt.day, written.dt.month
    swapped = rng.happens(care.day_and_month_swapped, len(birth)) & (day <= 12).to_numpy()
    turned = pd.DataFrame({"year": written.dt.year, "month": day.clip(upper=12), "day": month})
    other_way = pd.to_datetime(turned).astype("datetime64[s]")
    written = written.where(~swapped, other_way)
    for years in (-10, -1, 1):
        mistyped = rng.happens(care.birth_mistyped / 3, len(birth))
        written = written.mask(mistyped, written + pd.DateOffset(years=years))
    return written.mask(rng.happens(care.birth_missing, len(birth)))


def _postcode(postcode: Objects, care: Care, rng: Stream) -> Objects:
    """Return postcodes with the last two letters swapped (still no real postcode), or missing."""
    for at in np.flatnonzero(rng.happens(care.postcode_mistyped, len(postcode))):
        whole = postcode[at]
        postcode[at] = whole[:-2] + whole[-1] + whole[-2]
    postcode[rng.some(np.arange(len(postcode)), round(len(postcode) * care.postcode_missing / 1000))] = None
    return postcode
