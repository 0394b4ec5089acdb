"""Where data.police.uk puts crimes: points on a map, each in a lower layer super output area (LSOA).

Here: the points, the same whatever the seed, and how likely each is. The only real place here is the district at the
start of an LSOA's name. LSOA names have numbers, and codes have endings, that no real LSOA has. Streets are not real,
and coordinates are only roughly in the district. Not here: what happened there (records.py).
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from pipelines.sample.county.chance import Objects, Stream, Weighted
from pipelines.sample.county.districts import CRIME

RESIDENTS_AN_LSOA = 1650
LSOAS_A_NUMBER = 5  # for example, Rugby 901A to 901E
FIRST_NUMBER = 901
POINTS_AN_LSOA = 8
#: Longitude and latitude of a district's centre and how far it extends, in millionths of a degree.
MIDDLES = {
    "E07000218": (-1_640_000, 52_550_000),
    "E07000219": (-1_470_000, 52_500_000),
    "E07000220": (-1_290_000, 52_370_000),
    "E07000221": (-1_660_000, 52_170_000),
    "E07000222": (-1_570_000, 52_300_000),
    "OUT": (-1_250_000, 52_600_000),
}
REACH, REACH_OF_LSOA = 50_000, 4_000
#: Districts outside the county where the force has crimes; the last is in no reference list.
OUTSIDE = (
    "Coventry", "Tamworth", "Hinckley and Bosworth", "Solihull", "Birmingham", "Lichfield", "Harborough", "Cherwell",
    "Wychavon", "Bromsgrove", "Milton Keynes",
)  # fmt: skip
NAMED = (
    "Sample Street", "Sample Road", "Sample Lane", "Sample Close", "Sample Avenue", "Specimen Way", "Specimen Drive",
    "Example Crescent", "Parking Area", "Supermarket", "Petrol Station", "Shopping Area", "Sports/Recreation Area",
    "Nightclub", "Park/Open Space", "Police Station",
)  # fmt: skip
BUSY_LSOA = 8  # how much more happens in a district's first LSOA than in another
SHARES = (30, 20, 14, 11, 9, 7, 5, 4)  # of an LSOA's points
_LOCATION = ["Longitude", "Latitude", "Location", "LSOA code", "LSOA name"]


class Points(NamedTuple):
    """All points, one in each row with the file's column names; each point's district; and a draw of row numbers."""

    located: pd.DataFrame
    district: Objects
    likely: Weighted


def points(districts: pd.DataFrame) -> Points:
    """Return every point, sorted as the files are: by LSOA's name, "No Location" last.

    Args:
        districts: the reference list of districts.
    """
    lsoas = _lsoas(districts)
    rng, size = Stream(0, "police_uk points"), len(lsoas) * POINTS_AN_LSOA
    lsoa = np.repeat(np.arange(len(lsoas)), POINTS_AN_LSOA)
    nth = np.tile(np.arange(POINTS_AN_LSOA), len(lsoas))
    placed = {
        axis: lsoas[axis].to_numpy()[lsoa] + rng.below(2 * REACH_OF_LSOA, size) - REACH_OF_LSOA
        for axis in ("Longitude", "Latitude")
    }
    located = pd.DataFrame(
        {
            "Longitude": [f"{degrees / 1e6:.6f}" for degrees in placed["Longitude"].tolist()],
            "Latitude": [f"{degrees / 1e6:.6f}" for degrees in placed["Latitude"].tolist()],
            "Location": [f"On or near {NAMED[at]}" for at in rng.below(len(NAMED), size).tolist()],
            "LSOA code": lsoas["LSOA code"].to_numpy()[lsoa],
            "LSOA name": lsoas["LSOA name"].to_numpy()[lsoa],
            "district": lsoas.district.to_numpy()[lsoa],
            "weight": lsoas.weight.to_numpy()[lsoa] * np.array(SHARES)[nth],
        }
    ).sort_values("LSOA name", kind="stable", ignore_index=True)
    nowhere = pd.DataFrame([{"Location": "No Location", "district": "UNK", "weight": 1}])
    located = pd.concat([located, nowhere], ignore_index=True)
    within = located.weight / located.groupby("district").weight.transform("sum")
    shares = dict(zip(CRIME.things, np.diff(CRIME.up_to, prepend=0).tolist(), strict=True))
    weights = (within * located.district.map(shares) * 1_000_000).round().astype(int)
    sent = located[_LOCATION].fillna("").astype(object)
    return Points(sent, located.district.to_numpy(object), Weighted(weights.to_dict()))


def _lsoas(listed: pd.DataFrame) -> pd.DataFrame:
    """Return LSOAs, one in each row: code, name, centre, district and how much happens there."""
    residents = listed.population_mid_2016.astype(int)
    places = [*zip(listed.district_code, listed.district_name, residents // RESIDENTS_AN_LSOA, strict=True)]
    places += [("OUT", name, 1) for name in OUTSIDE]
    rng = Stream(0, "police_uk places")
    rows: list[dict[str, str | int]] = []
    for district, name, lsoas in places:
        longitude, latitude = MIDDLES[district]
        for at in range(lsoas):
            east, north = rng.below(2 * REACH, 2).tolist()
            number, letter = FIRST_NUMBER + at // LSOAS_A_NUMBER, "ABCDE"[at % LSOAS_A_NUMBER]
            rows.append(
                {
                    "LSOA code": f"E01999{len(rows) + 1:03d}",
                    "LSOA name": f"{name} {number}{letter}",
                    "Longitude": longitude + east - REACH,
                    "Latitude": latitude + north - REACH,
                    "district": district,
                    "weight": 1 if at else BUSY_LSOA,
                }
            )
    return pd.DataFrame(rows)
