"""Victims as the police write them down.

Here: the victims of a month's offences, as recorded: what they said, with mistakes. Not here: who the victims of hate
crimes are (county/victims.py), how cells are written (cells.py).
"""

import numpy as np
import pandas as pd

from pipelines.sample.county.chance import Integers, Objects, Stream, Weighted
from pipelines.sample.county.counties import County
from pipelines.sample.county.offence_refs import ref_prefix
from pipelines.sample.county.people.ages import ages_on, bands_of
from pipelines.sample.county.people.mistakes import Care, as_recorded
from pipelines.sample.police import crime_mix

CARE = Care(
    forename_typo=12, surname_typo=15, other_form=50, names_swapped=6, accents_lost=600, forename_missing=8,
    day_and_month_swapped=12, birth_mistyped=8, birth_missing=70, postcode_mistyped=12, postcode_missing=60,
)  # fmt: skip
TELLS_SEX = 960  # of a thousand victims of crimes other than hate
TELLS_ETHNICITY = 620
WAS_HATE_VICTIM = 4  # of a thousand: also a victim of a hate crime
PERSON_REF_MISSING = 40
NOMINALS = Weighted({0: 88, 1: 9, 2: 3})  # which of a person's nominal numbers a record uses
_NOMINAL_PRIME, _NOMINAL_STEP = 9_999_991, 1_234_577


def month_victims(county: County, at: int, offences: pd.DataFrame) -> pd.DataFrame:
    """Return the victims of a month's offences, in order of offence.

    One row for each victim of an offence: the contract's columns typed (None and NaT if missing), and person_no.
    """
    rng = Stream(county.seed, county.number, "police victims", at)
    slots = pd.concat([_hate_slots(county, offences), _other_slots(county, offences, rng)])
    slots = slots.sort_values(["row", "victim_no"], ignore_index=True)
    offence = offences.iloc[slots.row].reset_index(drop=True)
    people = county.population.people(slots.person_no.to_numpy(np.int64), offence.recorded_date)
    written = as_recorded(people, CARE, rng)
    return pd.DataFrame(
        {
            "offence_ref": offence.offence_ref,
            "victim_no": slots.victim_no,
            "person_ref": _nominals(county, people.person_no.to_numpy(), rng),
            "forename": written.forename,
            "surname": written.surname,
            "date_of_birth": _birth(slots, offence, people.birth, written.birth),
            "postcode": written.postcode,
            "sex": people.sex.where(slots.tells_sex, None),
            "ethnicity": people.ethnicity.where(slots.tells_ethnicity, None),
            "person_no": people.person_no,
        }
    )


def _hate_slots(county: County, offences: pd.DataFrame) -> pd.DataFrame:
    row_of = pd.Series(offences.index[offences.is_hate], index=offences.record[offences.is_hate])
    slots = county.victims[county.victims.record.isin(row_of.index)]
    kept = ["victim_no", "person_no", "band", "tells_birth", "tells_sex", "tells_ethnicity"]
    return slots[kept].assign(row=slots.record.map(row_of))


def _other_slots(county: County, offences: pd.DataFrame, rng: Stream) -> pd.DataFrame:
    has_victim = ~offences.is_hate & ~offences.offence_title.isin(crime_mix.VICTIMLESS)
    rows = np.flatnonzero(has_victim)
    rows = np.repeat(rows, crime_mix.VICTIMS.draw(rng, len(rows)).astype(np.int64))
    size = len(rows)
    person = county.population.residents(rng, offences.district.to_numpy()[rows])
    met_before = rng.happens(WAS_HATE_VICTIM, size)
    known = county.victims.person_no.to_numpy(np.int64)
    person[met_before] = known[rng.below(len(known), int(met_before.sum()))]
    slots = pd.DataFrame({"row": rows, "person_no": person, "band": -1, "tells_birth": True})
    # A person is one victim of an offence, however often they are drawn.
    slots = slots.drop_duplicates(["row", "person_no"])
    return slots.assign(
        victim_no=slots.groupby("row").cumcount() + 1,
        tells_sex=rng.happens(TELLS_SEX, len(slots)),
        tells_ethnicity=rng.happens(TELLS_ETHNICITY, len(slots)),
    )


def _birth(slots: pd.DataFrame, offence: pd.DataFrame, true: pd.Series, written: pd.Series) -> pd.Series:
    """Return births as recorded. No mistake moves a hate crime's victim to another age band or loses their birth date.

    Otherwise the records would not give the report's ages.
    """
    band = bands_of(ages_on(written, offence.committed_from.fillna(offence.recorded_date)))
    is_hate = slots.band >= 0
    written = written.where(~is_hate | (written.notna() & (band == slots.band)), true)
    return written.where(slots.tells_birth)


def _nominals(county: County, person: Integers, rng: Stream) -> Objects:
    """Return nominal numbers, several for some persons. They reveal nothing about the person's number in the truth."""
    which = person * 4 + NOMINALS.draw(rng, len(person)).astype(np.int64)
    prefix = ref_prefix(county.number)
    refs = [f"{prefix}N{number:07d}" for number in (which * _NOMINAL_STEP % _NOMINAL_PRIME).tolist()]
    written = np.array(refs, dtype=object)
    written[rng.happens(PERSON_REF_MISSING, len(person))] = None
    return written
