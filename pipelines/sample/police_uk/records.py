"""What data.police.uk publishes for a month.

Here: the rows of a month's street file, first published and published again. Not here: which months a delivery holds
(deliveries.py), where things happen (places.py). The published rows are not the police's records. They share nearly the
same monthly total and the districts' shares, but no references.
"""

from hashlib import blake2b

import numpy as np
import pandas as pd

from pipelines.sample.county.chance import Stream, Weighted
from pipelines.sample.county.targets import MONTHS
from pipelines.sample.police_uk.places import Points

COLUMNS = (
    "Crime ID", "Month", "Reported by", "Falls within", "Longitude", "Latitude", "Location", "LSOA code", "LSOA name",
    "Crime type", "Last outcome category", "Context",
)  # fmt: skip
FORCE = "Warwickshire Police"
NO_CRIME = "Anti-social behaviour"
#: Weights chosen to be like police/crime_mix.py's categories, in data.police.uk's own types.
TYPES = Weighted(
    {
        "Violence and sexual offences": 275,
        "Criminal damage and arson": 148,
        "Other theft": 124,
        "Vehicle crime": 120,
        "Shoplifting": 104,
        "Burglary": 96,
        "Public order": 46,
        "Drugs": 38,
        "Bicycle theft": 24,
        "Theft from the person": 12,
        "Robbery": 11,
        "Other crime": 10,
        "Possession of weapons": 10,
    }
)
#: Some are nearly the same, one has a wording that no list knows, and some are empty.
OUTCOMES = Weighted(
    {
        "Investigation complete; no suspect identified": 4700,
        "Unable to prosecute suspect": 2500,
        "Unable to prosecute": 60,
        "Local resolution": 330,
        "Offender given a caution": 320,
        "Court result unavailable": 300,
        "Status update unavailable": 240,
        "Awaiting court outcome": 230,
        "Action to be taken by another organisation": 190,
        "Offender given community sentence": 170,
        "Offender fined": 150,
        "Offender sent to prison": 140,
        "Offender given a drugs possession warning": 120,
        "Formal action is not in the public interest": 110,
        "Further investigation is not in the public interest": 90,
        "Further action is not in the public interest": 30,
        "Suspect charged as part of another case": 60,
        "Defendant found not guilty": 60,
        "Offender given suspended prison sentence": 50,
        "Offender given conditional discharge": 50,
        "Offender given penalty notice": 40,
        "Court case unable to proceed": 20,
        "Offender given community resolution": 6,
        "": 14,
    }
)
STILL_OPEN = 180  # of a thousand crimes, when a month is first published
#: Published crimes differ from the police's total by up to this many either way.
DIFFERENCE = 20
MORE_ANTISOCIAL = 4  # one row for this many crimes
#: Crimes added when a month was published again, and crimes removed by then.
FOUND_LATER, TAKEN_OUT = 5, 3
#: Months (position in MONTHS) in which one crime is repeated, word for word.
TWICE_IN = (17, 23)


def street_rows(seed: int, county: int, at: int, recorded: int, points: Points, *, is_again: bool) -> pd.DataFrame:
    """Return one county's rows for the month at a position in MONTHS, as first published or as published again.

    As well as the file's own columns it has district_code and record_ref, which stays the same when a row is published
    again. `recorded` is how much the police recorded in the month.
    """
    rng = Stream(seed, county, "street crime", at)
    crimes = recorded + FOUND_LATER + int(rng.below(2 * DIFFERENCE, 1)[0]) - DIFFERENCE
    size = crimes + crimes // MORE_ANTISOCIAL
    point = points.likely.draw(rng, size).astype(np.int64)
    is_crime = np.arange(size) < crimes
    kind = np.where(is_crime, TYPES.draw(rng, size), NO_CRIME)
    outcome = OUTCOMES.draw(rng, size)
    open_at_first = rng.happens(STILL_OPEN, size)
    if not is_again:
        outcome[open_at_first] = "Under investigation"
    outcome[~is_crime] = ""
    rows = points.located.iloc[point].reset_index(drop=True)
    rows["Crime ID"] = [_crime_id(seed, county, at, nth) if nth < crimes else "" for nth in range(size)]
    rows["Crime type"], rows["Last outcome category"], rows["Context"] = kind, outcome, ""
    rows["Month"], rows["Reported by"], rows["Falls within"] = f"{MONTHS[at]:%Y-%m}", FORCE, FORCE
    rows["district_code"] = points.district[point]
    rows["record_ref"] = [*rows["Crime ID"][:crimes], *(f"{county}/{MONTHS[at]}/{nth}" for nth in range(crimes, size))]
    # the last crimes were added later, and the first removed later
    held = np.arange(TAKEN_OUT, size) if is_again else np.delete(np.arange(size), np.s_[crimes - FOUND_LATER : crimes])
    if at in TWICE_IN:
        held = np.append(held, crimes // 2)
    by_place = held[np.lexsort((held, kind[held], point[held]))]
    return rows.iloc[by_place].reset_index(drop=True)


def outcome_rows(street: pd.DataFrame, count: int) -> pd.DataFrame:
    """Return rows of a month's outcomes file, for some of the crimes in its street file."""
    crimes = street[street["Crime ID"] != ""].drop_duplicates("Crime ID").head(count)
    told = crimes.rename(columns={"Last outcome category": "Outcome type"})
    return told.drop(columns=["Crime type", "Context"])


def _crime_id(seed: int, county: int, at: int, nth: int) -> str:
    return blake2b(f"{seed}/{county}/{at}/{nth}".encode(), digest_size=32).hexdigest()
