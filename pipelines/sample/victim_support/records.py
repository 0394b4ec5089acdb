"""The cases that Victim Support holds, once everything is put right.

Here: what it writes down about the victims it supports, with its mistakes. Not here: whom it supports
(county/known_to_victim_support.py), what a quarter's workbook gets wrong (deliveries.py), how cells are written
(cells.py).
"""

import numpy as np
import pandas as pd

from pipelines.sample.county.chance import Objects, Stream, Weighted
from pipelines.sample.county.counties import County
from pipelines.sample.county.known_to_victim_support import Choice
from pipelines.sample.county.people.mistakes import Care, as_recorded, digit_wrong, told_by, told_days

CARE = Care(
    forename_typo=20, surname_typo=25, other_form=110, names_swapped=12, accents_lost=500, forename_missing=15,
    day_and_month_swapped=25, birth_mistyped=15, birth_missing=150, postcode_mistyped=20, postcode_missing=120,
)  # fmt: skip
REFERRED = Weighted({"Police": 78, "Self": 13, "Other agency": 5, "EQuIP": 4})
CAME = Weighted({"Self": 55, "EQuIP": 25, "Other agency": 20})
POLICE_REF_NOTED, OTHER_REF_NOTED = 720, 250  # of a thousand cases known to and referred by the police, or others
REF_MISTYPED = 40
INCIDENT_DATE_MISSING, INCIDENT_DATE_OUT = 140, 100
TELLS_SEX, TELLS_ETHNICITY = 970, 850
SUPPORT = Weighted(
    {
        "Emotional support": 30,
        "Emotional support; Practical support": 20,
        "Emotional support; Personal safety advice": 14,
        "Practical support; Personal safety advice": 8,
        "Emotional support; Criminal justice support": 10,
        "Emotional support; Advocacy; Criminal justice support": 6,
        "Children and young people support": 6,
        "Practical support; Referral to another agency": 6,
        None: 5,
    }
)
#: Case numbers grow by this; a case opened twice takes a number in between.
NUMBERS_APART = 7


def cases_in_force(county: County) -> pd.DataFrame:
    """Return all current cases, in order of opening.

    One row for each case: case_id, date_created, case_types (with ';' between), district, incident_date,
    referral_source, offence_ref (None if not noted), forename, surname, date_of_birth, postcode, gender,
    ethnicity, support, person_no, incident_no; None and NaT if missing.
    """
    cases = pd.DataFrame(county.supported, columns=list(Choice._fields))
    for column in ("date_created", "happened"):
        cases[column] = pd.to_datetime(cases[column]).astype("datetime64[s]")
    cases = cases.sort_values(["date_created", "incident_no", "person_no"], ignore_index=True)
    rng, size = Stream(county.seed, county.number, "support cases"), len(cases)
    people = county.population.people(cases.person_no.to_numpy(np.int64), cases.date_created)
    written = as_recorded(people, CARE, rng)
    true_ref = cases.true_ref.to_numpy(object)
    referral = np.where(true_ref != "", REFERRED.draw(rng, size), CAME.draw(rng, size))
    told = told_days(cases.happened, rng, out=INCIDENT_DATE_OUT, missing=INCIDENT_DATE_MISSING)
    number = (county.number + 1) * 100_000 + 3200 + NUMBERS_APART * np.arange(size)
    return cases.assign(
        case_id=[f"VS-{case}" for case in number.tolist()],
        incident_date=told,
        referral_source=referral,
        offence_ref=_noted(true_ref, referral, rng),
        **told_by(people, written, rng, sex=TELLS_SEX, ethnicity=TELLS_ETHNICITY),
        support=SUPPORT.draw(rng, size),
    )


def _noted(true_ref: Objects, referral: Objects, rng: Stream) -> Objects:
    """Return the police references noted, for some of the cases that the police know; a few have a wrong digit."""
    rate = np.where(referral == "Police", POLICE_REF_NOTED, OTHER_REF_NOTED)
    noted = (rng.below(1000, len(true_ref)) < rate) & (true_ref != "")
    refs = true_ref.copy()
    refs[~noted] = None
    for at in np.flatnonzero(rng.happens(REF_MISTYPED, len(refs)) & noted):
        refs[at] = digit_wrong(refs[at])
    return refs
