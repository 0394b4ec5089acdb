"""The county's people: who lives where, and what they are like.

Here: persons by number, with what is true of them on a day. Not here: what agencies write down about them
(mistakes.py), who becomes a victim (county/victims.py, police/victims.py). Residents are not stored: everything about
them follows from their number, so a county of any size costs no memory. Only persons whose age, sex or origin the
report's figures fix are remembered (`settle`).

Postcodes have the district's outward part and an inward part that no real postcode has: at least one of its two
letters is C, I, K, M, O or V, which inward parts never use.
"""

from functools import cached_property
from string import ascii_uppercase

import numpy as np
import pandas as pd

from pipelines.sample.county.chance import Integers, Objects, Stream, Weighted, coins
from pipelines.sample.county.people.ages import AGE_BANDS
from pipelines.sample.county.people.names import names
from pipelines.sample.county.reference import ReferenceLists

OUTWARD = {
    "E07000218": ("CV9", "B46", "B78"),
    "E07000219": ("CV10", "CV11", "CV12"),
    "E07000220": ("CV21", "CV22", "CV23"),
    "E07000221": ("CV37", "CV47", "B49", "B50", "CV36"),
    "E07000222": ("CV31", "CV32", "CV33", "CV34", "CV35", "CV8"),
    "OUT": ("CV2", "CV6", "LE10", "B77", "B91", "OX15"),
}
_NEVER_INWARD = "CIKMOV"
_INWARD = np.array(
    [f"{digit}{one}{two}" for digit in range(10) for one in ascii_uppercase for two in ascii_uppercase
     if one in _NEVER_INWARD or two in _NEVER_INWARD],
    dtype=object,
)  # fmt: skip

GROWN_UP = np.datetime64("1999-04-01")  # born by then, of age before the sample ends
VISITORS = 40_000  # people from other counties who are victims here
RESIDENTS_COUNTED = np.datetime64("2016-06-30")  # raw/reference/population.csv: ONS mid-2016
SAMPLE_BEGAN = np.datetime64("2015-04-01")
SAMPLE_DAYS = 914  # to 30 September 2017
MOVES_HOUSE = 130  # of a thousand persons, within the sample's 30 months
MARRIES = 40  # of a thousand women between 20 and 45, likewise, taking another surname
REPEATS = 220  # of a thousand victims, drawn from the few who are victims often
OFTEN_VICTIMS = 50  # one resident in so many is one of those few


class Population:
    """The residents of one county, numbered from 0 by district, then visitors, then persons settled on.

    The reference lists say how many there are; the class reads the lists itself if it is given none.
    """

    def __init__(self, seed: int, county: int, lists: ReferenceLists | None = None) -> None:
        self.seed, self.county, self.lists = seed, county, lists or ReferenceLists()
        listed = self.lists.rows("district")
        sizes = dict(zip(listed.district_code, listed.population_mid_2016.astype(int), strict=True))
        self.sizes = {**sizes, "OUT": VISITORS}
        self.starts = dict(zip(self.sizes, np.cumsum([0, *self.sizes.values()]).tolist(), strict=False))
        self.first_settled = sum(self.sizes.values())
        # A person whose district is not known may live in any of the county's.
        self._drawn_from = {code: (self.starts[code], size) for code, size in self.sizes.items()}
        self._drawn_from["UNK"] = (0, sum(sizes.values()))
        self.settled = pd.DataFrame({"sex": [], "birth": [], "ethnicity": [], "district": []})

    def settle(self, persons: pd.DataFrame) -> Integers:
        """Add persons whose sex, birth (date), ethnicity and district are given; return their numbers."""
        first = self.first_settled + len(self.settled)
        self.settled = pd.concat([self.settled, persons], ignore_index=True) if len(self.settled) else persons
        self.settled = self.settled.reset_index(drop=True)
        return np.arange(first, first + len(persons))

    def residents(self, rng: Stream, districts: Objects) -> Integers:
        """Draw the number of a resident of each district named; some residents are drawn again and again."""
        start, size = np.array([self._drawn_from[code] for code in districts], dtype=np.int64).reshape(-1, 2).T
        often = rng.below(1000, len(districts)) < REPEATS
        size = np.where(often, size // OFTEN_VICTIMS, size)
        return start + rng.below(2**40, len(districts)) % size

    def adults(self, rng: Stream, districts: Objects) -> Integers:
        """Draw the number of a grown-up resident of each district named, as `residents` does."""
        numbers = self.residents(rng, districts)
        while len(young := np.flatnonzero(self._lasting(numbers).birth > GROWN_UP)):
            numbers[young] = self.residents(rng, districts[young])
        return numbers

    def people(self, numbers: Integers, on: pd.Series) -> pd.DataFrame:
        """Return what is true of persons, each on a day.

        One row for each number: person_no, forename, surname, birth (date), sex, ethnicity, district, postcode.
        """
        person = self._lasting(numbers)
        forename, maiden, married = names(
            person.sex.to_numpy(),
            person.ethnicity.to_numpy(),
            np.stack([self._coins(f"name {n}", numbers) for n in range(4)]),
        )
        day = (on.to_numpy("datetime64[D]") - SAMPLE_BEGAN).astype(np.int64)
        born = (person.birth.to_numpy("datetime64[D]") - SAMPLE_BEGAN).astype(np.int64)
        marriageable = (person.sex == "Female").to_numpy() & (born < -20 * 365) & (born > -45 * 365)
        wedding = self._day_of("marriage", numbers, MARRIES)
        surname = np.where(marriageable & (wedding <= day), married, maiden)
        moved = (self._day_of("house", numbers, MOVES_HOUSE) <= day).astype(np.int64)
        return pd.DataFrame(
            {
                "person_no": numbers,
                "forename": forename,
                "surname": surname,
                "birth": person.birth,
                "sex": person.sex,
                "ethnicity": person.ethnicity,
                "district": person.district,
                "postcode": self._postcodes(person.district.to_numpy(), numbers, moved),
            }
        )

    def _coins(self, purpose: str, numbers: Integers) -> Integers:
        return coins(self.seed, [self.county, purpose], numbers)

    def _day_of(self, event: str, numbers: Integers, per_thousand: int) -> Integers:
        """Return the day, counted from the sample's first, of an event in each person's life; most have none."""
        day = self._coins(f"day of {event}", numbers) % SAMPLE_DAYS
        return np.where(self._coins(event, numbers) % 1000 < per_thousand, day, SAMPLE_DAYS + 1)

    @cached_property
    def _ages(self) -> dict[str, Weighted]:
        """Sex and age band of a district's people; people outside the county are assumed to be like Warwick's."""
        counts = self.lists.rows("population")[["district_code", "sex", "age_band", "population"]]
        bands = {f"{low} to {high}": (low, high) for low, high in AGE_BANDS} | {"0 to 10": (4, 10), "71+": (71, 88)}
        weights: dict[str, dict[tuple[str, int, int], int]] = {}
        for code, sex, band, people in counts.itertuples(index=False):
            weights.setdefault(code, {})[sex, *bands[band]] = int(people)
        drawn = {district: Weighted(weight) for district, weight in weights.items()}
        return drawn | {"OUT": drawn["E07000222"]}

    @cached_property
    def _origins(self) -> dict[str, Weighted]:
        weights: dict[str, dict[str, int]] = {}
        counts = self.lists.rows("census_ethnicity")[["district_code", "ethnicity", "residents"]]
        for code, group, people in counts.itertuples(index=False):
            weights.setdefault(code, {})[group] = int(people)
        drawn = {district: Weighted(weight) for district, weight in weights.items()}
        return drawn | {"OUT": drawn["E07000222"]}

    def _lasting(self, numbers: Integers) -> pd.DataFrame:
        """Return what never changes about persons: sex, birth, ethnicity, and the district they belong to."""
        sex, ethnicity, district = (np.empty(len(numbers), dtype=object) for _ in range(3))
        birth = np.empty(len(numbers), dtype="datetime64[D]")
        age_coin, birthday, origin = (self._coins(purpose, numbers) for purpose in ("age", "birthday", "origin"))
        for code, start in self.starts.items():
            here = (numbers >= start) & (numbers < start + self.sizes[code])
            fallen = self._ages[code].fall(age_coin[here])
            sex[here] = [band[0] for band in fallen]
            low, high = (np.array([band[at] for band in fallen], dtype=np.int64) for at in (1, 2))
            days = birthday[here] % ((high - low + 1) * 365)
            birth[here] = RESIDENTS_COUNTED - (low * 365 + days).astype("timedelta64[D]")
            ethnicity[here], district[here] = self._origins[code].fall(origin[here]), code
        remembered = numbers >= self.first_settled
        if remembered.any():
            rows = self.settled.iloc[numbers[remembered] - self.first_settled]
            sex[remembered], ethnicity[remembered] = rows.sex, rows.ethnicity
            district[remembered], birth[remembered] = rows.district, rows.birth.to_numpy("datetime64[D]")
        return pd.DataFrame(
            {"sex": sex, "birth": birth.astype("datetime64[s]"), "ethnicity": ethnicity, "district": district}
        )

    def _postcodes(self, district: Objects, numbers: Integers, moved: Integers) -> Objects:
        home = coins(self.seed, [self.county, "home"], numbers * 2 + moved)
        inward = _INWARD[home % len(_INWARD)]
        outward = np.empty(len(numbers), dtype=object)
        for code, parts in OUTWARD.items():
            here = district == code
            outward[here] = np.array(parts, dtype=object)[(home[here] >> 20) % len(parts)]
        return outward + " " + inward
