"""The cases that EQuIP holds, once everything is put right.

Here: what it writes down about the persons it helps, with its mistakes, and which cases have a fate (go wrong on the
way). Not here: whom it helps (county/known_to_equip.py), what a fate looks like in a workbook (deliveries.py), how
cells are typed (cells.py).
"""

from datetime import date

import numpy as np
import pandas as pd

from pipelines.sample.county.chance import Objects, Stream, Weighted, deal
from pipelines.sample.county.counties import County
from pipelines.sample.county.people.letters import without_accents
from pipelines.sample.county.people.mistakes import Care, as_recorded, told_by, told_days
from pipelines.sample.county.targets import CASEWORK_YEARS

CARE = Care(
    forename_typo=0, surname_typo=0, other_form=110, names_swapped=20, accents_lost=0, forename_missing=40,
    day_and_month_swapped=0, birth_mistyped=30, birth_missing=180, postcode_mistyped=0, postcode_missing=200,
)  # fmt: skip
INCIDENT_DATE_MISSING, INCIDENT_DATE_OUT = 220, 120  # of a thousand
TELLS_SEX, TELLS_ETHNICITY = 960, 900
#: What the client says about the police: if they know about the hate incident, if not, and for other discrimination.
TOLD_POLICE = Weighted({"Yes": 80, "No": 5, "Unknown": 10, None: 5})
NEVER_TOLD_POLICE = Weighted({"Yes": 6, "No": 66, "Unknown": 18, None: 10})
NO_POLICE_MATTER = Weighted({"No": 50, "Unknown": 15, None: 35})
REFERRED = Weighted(
    {"Self": 50, "Other agency": 22, "Police": 12, "Community group": 6, "Victim Support": 4, "Website": 2, None: 4}
)
NUMBERS_A_YEAR = 1000

#: How many cases in a year have each fate: hate cases, other cases. No case has two. All were sent before the year's
#: last workbook, which states the days after these.
FATES = {
    "town corrected": (1, 2),
    "found to be hate": (2, 0),
    "found not to be hate": (0, 1),
    "opened twice": (1, 1),
    "spoilt at last": (1, 2),
}
SENT_BEFORE = {2015: date(2016, 6, 30), 2016: date(2017, 6, 30)}


def cases_in_force(county: County) -> pd.DataFrame:
    """Return all current cases, in order of opening.

    One row for each case: case_ref, opened, incident_date, initials, year_of_birth, postcode_area, gender, ethnicity,
    district, strands (with ';' between), is_hate, role, reported_to_police, referred_by, person_no, incident_no, fate;
    None and NaT if missing. If a case was opened twice, the second opening takes the next number.
    """
    cases = county.casework
    rng, size = Stream(county.seed, county.number, "casework"), len(cases)
    people = county.population.people(cases.person_no.to_numpy(np.int64), cases.opened)
    written = as_recorded(people, CARE, rng)
    told = told_by(people, written, rng, sex=TELLS_SEX, ethnicity=TELLS_ETHNICITY)
    fate, year = _fates(county), cases.opened.dt.year
    taken = 1 + (fate == "opened twice").groupby(year).cumsum().astype(int).groupby(year).shift(fill_value=0)
    number = county.number * NUMBERS_A_YEAR + cases.groupby(year).cumcount() + taken
    said = {True: TOLD_POLICE.draw(rng, size), False: NEVER_TOLD_POLICE.draw(rng, size)}
    of_hate = np.where(cases.known_to_police, said[True], said[False])
    return cases.assign(
        case_ref=[f"EQ/{of}/{nth:03d}" for of, nth in zip(year, number, strict=True)],
        incident_date=told_days(cases.happened, rng, out=INCIDENT_DATE_OUT, missing=INCIDENT_DATE_MISSING),
        initials=_initials(written),
        year_of_birth=written.birth.dt.year.astype("Int64"),
        postcode_area=written.postcode.str.split(" ").str[0],
        gender=told["gender"],
        ethnicity=told["ethnicity"],
        reported_to_police=np.where(cases.is_hate, of_hate, NO_POLICE_MATTER.draw(rng, size)),
        referred_by=REFERRED.draw(rng, size),
        fate=fate,
    )


def _fates(county: County) -> pd.Series:
    """Return the fate of each case, '' for most."""
    cases = county.casework
    fate = pd.Series("", index=cases.index, dtype=object)
    for year, (first, _) in CASEWORK_YEARS.items():
        sent = cases.opened.between(pd.Timestamp(first), pd.Timestamp(SENT_BEFORE[year]))
        kinds = [np.flatnonzero(sent & (cases.is_hate == is_hate)) for is_hate in (True, False)]
        for name, rows in deal(FATES, kinds, Stream(county.seed, county.number, "casework fates", year)).items():
            fate.iloc[rows] = name
    return fate


def _initials(written: pd.DataFrame) -> Objects:
    """Return the first letters of forename and surname; None if the forename was not written down."""
    names = zip(written.forename, written.surname, written.forename.notna(), strict=True)
    initials = [without_accents(first)[0] + without_accents(last)[0] if told else None for first, last, told in names]
    return np.array(initials, dtype=object)
