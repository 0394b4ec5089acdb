"""Whom EQuIP helps.

Here: the cases that the report's figures call for, and the persons and incidents they are about. EQuIP hears about hate
incidents from victims or witnesses. The police or Victim Support know some of these too. Only EQuIP hears about the
rest, and adds them to the county's incidents. No other agency records other discrimination. Not here: what is written
down about a case (equip/records.py).
"""

from datetime import date

import numpy as np
import pandas as pd

from pipelines.sample.county.chance import Stream, Weighted
from pipelines.sample.county.incidents import UNMARKED_STRAND, Incidents
from pipelines.sample.county.known_elsewhere import KnownElsewhere
from pipelines.sample.county.targets import CASEWORK_YEARS, HATE_CASEWORK, OTHER_CASEWORK

#: Who else knows about the hate incident. The report says that many come to EQuIP "without going to the Police", but
#: not how many.
KNOWN_TO = Weighted({"police": 40, "Victim Support": 10, "nobody": 50})
ROLES = Weighted({"Victim": 35, "Witness": 8})
OTHER_ROLES = Weighted({"Victim": 90, "Witness": 4, None: 6})
WITHIN_DAYS = 45  # from a known incident to the case
DAYS_TO_COME = Weighted({1: 10, 3: 15, 7: 20, 14: 20, 30: 15, 60: 10, 120: 5})
DISCRIMINATION = Weighted(
    {
        "race": 42, "disability": 20, "age": 7, "sex": 8, "religion": 6, "sexual_orientation": 3, "transgender": 1,
        "pregnancy_and_maternity": 3, "marriage_and_civil_partnership": 1,
        "race;religion": 4, "race;sex": 3, "disability;age": 2,
    }
)  # fmt: skip
#: Not a protected characteristic, so not EQuIP's business.
NOT_PROTECTED = "alternative_culture"
#: Discrimination has incident numbers from here on, separate from those of crimes.
FIRST_DISCRIMINATION = 2_000_000


def choose_casework(seed: int, county: int, incidents: Incidents) -> pd.DataFrame:
    """Choose what all of a county's cases are about, and add the hate incidents that only EQuIP hears about.

    Returns:
        One row for each case, in order of opening: opened, happened, district, strands (with ';' between), is_hate,
        role (None if not noted), known_to_police, incident_no, person_no.
    """
    rng = Stream(seed, county, "casework choice")
    wanted = pd.concat([_wanted(HATE_CASEWORK, True, rng), _wanted(OTHER_CASEWORK, False, rng)])
    hate = _hate_cases(wanted[wanted.is_hate].reset_index(drop=True), incidents, rng)
    other = _other_cases(wanted[~wanted.is_hate].reset_index(drop=True), incidents, rng)
    return pd.concat([hate, other]).sort_values(["opened", "incident_no"], ignore_index=True)


def _wanted(counts: dict[int, dict[str, int]], is_hate: bool, rng: Stream) -> pd.DataFrame:
    """Return the district and the opening day of the cases in all years."""
    years = []
    for year, by_district in counts.items():
        district = np.array([code for code, count in by_district.items() for _ in range(count)], dtype=object)
        opened = _spread(*CASEWORK_YEARS[year], len(district), rng)
        years.append(pd.DataFrame({"opened": opened, "district": district[rng.order(len(district))]}))
    return pd.concat(years).assign(is_hate=is_hate)


def _spread(first: date, last: date, size: int, rng: Stream) -> pd.Series:
    """Return days spread over a year so that every quarter has its share, each at random in its own part."""
    days = (last - first).days + 1
    passed = (np.arange(size) * days + rng.below(days, size)) // size
    return pd.Series((np.datetime64(first) + passed.astype("timedelta64[D]")).astype("datetime64[s]"))


def _hate_cases(wanted: pd.DataFrame, incidents: Incidents, rng: Stream) -> pd.DataFrame:
    known = incidents.befallen().rename(columns={"incident_date": "happened"})
    known = known[known.strands != NOT_PROTECTED].reset_index(drop=True)
    offers = KnownElsewhere(known)
    known_to = KNOWN_TO.draw(rng, len(wanted))
    taken: dict[int, int] = {}
    for at, (district, opened) in enumerate(zip(wanted.district, wanted.opened, strict=True)):
        fits = (known.district == district) & (known.known_to_police == (known_to[at] == "police"))
        row = offers.take(rng, fits.to_numpy(), opened, WITHIN_DAYS) if known_to[at] != "nobody" else None
        if row is not None:
            taken[at] = row
    about = ["happened", "strands", "known_to_police", "incident_no", "person_no"]
    heard = wanted.iloc[list(taken)].reset_index(drop=True).join(known.loc[list(taken.values()), about].reset_index())
    alone = _known_to_nobody(wanted.drop(index=list(taken)).reset_index(drop=True), incidents, rng)
    cases = pd.concat([heard[alone.columns], alone], ignore_index=True)
    cases["role"] = ROLES.draw(rng, len(cases))
    bystanders = incidents.population.adults(rng, cases.district.to_numpy(object))
    return cases.assign(person_no=np.where(cases.role == "Witness", bystanders, cases.person_no))


def _known_to_nobody(wanted: pd.DataFrame, incidents: Incidents, rng: Stream) -> pd.DataFrame:
    cases = wanted.assign(happened=_came(wanted, rng), strands=UNMARKED_STRAND.draw(rng, len(wanted)))
    added = incidents.befall_strangers(cases.rename(columns={"happened": "incident_date"}), rng)
    return cases.assign(known_to_police=False, **added)


def _other_cases(wanted: pd.DataFrame, incidents: Incidents, rng: Stream) -> pd.DataFrame:
    size = len(wanted)
    return wanted.assign(
        happened=_came(wanted, rng),
        strands=DISCRIMINATION.draw(rng, size),
        role=OTHER_ROLES.draw(rng, size),
        known_to_police=False,
        incident_no=FIRST_DISCRIMINATION + np.arange(size),
        person_no=incidents.population.adults(rng, wanted.district.to_numpy(object)),
    )


def _came(wanted: pd.DataFrame, rng: Stream) -> pd.Series:
    """Return the day of the incident, some days before the person came."""
    return wanted.opened - DAYS_TO_COME.draw(rng, len(wanted)).astype("timedelta64[D]")
