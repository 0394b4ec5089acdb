"""The victims of hate records compared with residents, counted.

Here: `mart.victim_profile_month`.
"""

from itertools import product
from statistics import NormalDist

import numpy as np
import pandas as pd

from tests.truth.counting import COUNTY, PLACES, counted, grid, named, on_months, over
from tests.truth.coverage import Coverage
from tests.truth.police_marts import offences_of
from tests.truth.records_in_force import Told, reference

BANDS = ("0-10", "11-20", "21-30", "31-40", "41-50", "51-60", "61-70", "71+")
NOT_KNOWN = ("Unknown", "Other or unknown")
GROUP = dict(zip(reference("ethnicity").ethnicity, reference("ethnicity").ethnic_group, strict=True)) | {
    "Unknown": "Unknown"
}
MEMBERS = {
    "sex": ["Male", "Female", "Other", "Unknown"],
    "age_band": [*BANDS, "Unknown"],
    "sex_and_age_band": [*(f"{sex}, {band}" for sex, band in product(("Male", "Female"), BANDS)), "Other or unknown"],
    "ethnicity": [*GROUP],
    "ethnic_group": [*dict.fromkeys(GROUP.values())],
}
Z = NormalDist().inv_cdf(0.975)


def victim_profile_month(told: Told, cover: Coverage) -> pd.DataFrame:
    offences = offences_of(told)[lambda rows: rows.is_hate]
    victims = told.stands["police__victims"].merge(offences[["record_ref", "district_code", "month_start"]])
    victims = pd.concat([victims, victims.assign(district_code=COUNTY)])
    every = [_of(characteristic, victims, cover) for characteristic in MEMBERS]
    return named(pd.concat(every))


def _of(characteristic: str, victims: pd.DataFrame, cover: Coverage) -> pd.DataFrame:
    on = grid(cover.months, district_code=PLACES, characteristic=[characteristic], member=MEMBERS[characteristic])
    described = victims.assign(characteristic=characteristic, member=_members(characteristic, victims))
    rows = counted({"victims": described}, on, cover.covers("police"))
    rows["victims_twelve_months"] = over(rows.victims, 12)
    known = rows.victims_twelve_months[~on.isin(NOT_KNOWN, level="member")]
    rows = rows.join(known.groupby(["district_code", "month_start"]).sum(min_count=1).rename("known_twelve_months"))
    residents = _residents(characteristic)
    keys = on.droplevel(["characteristic", "month_start"])
    rows["population"] = residents.reindex(keys).to_numpy()
    of_place = residents.groupby("district_code").sum()
    rows["population_known"] = of_place.reindex(on.get_level_values("district_code")).to_numpy()
    return _ratios(rows).assign(is_provisional=on_months(on, cover.partly("police")))


def _members(characteristic: str, people: pd.DataFrame) -> pd.Series:
    if characteristic == "ethnic_group":
        return people.ethnicity.map(GROUP)
    if characteristic == "sex_and_age_band":
        both = people.sex + ", " + people.age_band
        return both.where(both.isin(MEMBERS[characteristic]), "Other or unknown")
    return people[characteristic]


def _residents(characteristic: str) -> pd.Series:
    """Return each place's residents by member; the county's are those of its districts."""
    counts = reference("census_ethnicity" if "ethnic" in characteristic else "population")
    counts = counts.rename(columns={"residents": "population"}).astype({"population": int})
    if "age_band" in counts:
        counts["age_band"] = counts.age_band.str.replace(" to ", "-")  # in the list, as Excel leaves it alone
    both = pd.concat([counts, counts.assign(district_code=COUNTY)])
    return both.groupby(["district_code", _members(characteristic, both).rename("member")]).population.sum()


def _ratios(rows: pd.DataFrame) -> pd.DataFrame:
    """Compare the share of victims with that of residents, with Wilson's interval for the share of victims."""
    n, residents = rows.known_twelve_months, rows.population / rows.population_known
    share = (rows.victims_twelve_months / n.where(n > 0)).where(rows.population > 0)
    middle = (share + Z**2 / (2 * n)) / (1 + Z**2 / n)
    spread = Z / (1 + Z**2 / n) * np.sqrt(share * (1 - share) / n + Z**2 / (4 * n**2))
    return rows.assign(
        ratio=share / residents, ratio_low=(middle - spread) / residents, ratio_high=(middle + spread) / residents
    )
