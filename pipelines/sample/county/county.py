"""One county: its people, its hate incidents and what the police recorded of them.

Here: what the agencies' modules have in common to draw on. Not here: any delivery. A sample of scale N is N
counties alike in every figure and different in every person.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from pipelines.sample.county.hate_records import hate_records
from pipelines.sample.county.incidents import Incidents, recorded_incidents
from pipelines.sample.county.known_to_equip import choose_casework
from pipelines.sample.county.known_to_victim_support import Choice, choose_cases
from pipelines.sample.county.people.population import Population
from pipelines.sample.county.reported_online import choose_reports
from pipelines.sample.county.targets import ALL_RECORDS, HATE_RECORDS
from pipelines.sample.county.victims import hate_victims

#: Numbers of persons and incidents in the truth are apart by this much from one county to the next.
COUNTY_NUMBERS = 10_000_000
#: Counties held at once; beyond these they are made again each time, so that memory stays bounded.
HELD = 64


@dataclass(frozen=True)
class County:
    """A county's people and hate incidents, and which of them which agency hears of.

    `totals` is how much the police record in each month, hate or not; `records` and `victims` are their hate records
    (hate_records.py, victims.py), `supported` whom Victim Support supports (known_to_victim_support.py), `casework`
    whom EQuIP helps (known_to_equip.py), `online` what is reported on the web (reported_online.py).
    """

    seed: int
    number: int
    totals: tuple[int, ...]
    population: Population
    records: pd.DataFrame
    victims: pd.DataFrame
    incidents: Incidents
    supported: list[Choice]
    casework: pd.DataFrame
    online: pd.DataFrame

    def numbered(self, records: pd.DataFrame) -> pd.DataFrame:
        """Return records with their numbers of persons and incidents as the truth has them."""
        found = [column for column in ("person_no", "incident_no") if column in records]
        return records.assign(**{column: records[column] + self.number * COUNTY_NUMBERS for column in found})


@dataclass(frozen=True)
class Counties:
    """As many counties as the sample is times as busy, one after another, each as quiet as `quieter` says."""

    seed: int
    scale: int
    quieter: int = 1

    @property
    def totals(self) -> tuple[int, ...]:
        """How much the police of each county record in each month."""
        return month_totals(self.quieter)

    def __iter__(self) -> Iterator[County]:
        return (make_county(self.seed, number, self.quieter) for number in range(self.scale))


def month_totals(quieter: int) -> tuple[int, ...]:
    """Return how much is recorded in each month: all that is hate, and of the rest one in so many."""
    return tuple(hate + (every - hate) // quieter for hate, every in zip(HATE_RECORDS, ALL_RECORDS, strict=True))


@lru_cache(maxsize=HELD)
def make_county(seed: int, number: int, quieter: int = 1) -> County:
    """Make the county of that number, the same one whenever it is asked for.

    Args:
        seed: settles everything that is drawn.
        number: which of the seed's counties.
        quieter: of the crimes that are not hate it has one in so many.
    """
    totals = month_totals(quieter)
    population = Population(seed, number)
    records = hate_records(seed, number, totals)
    victims = hate_victims(seed, number, records, population)
    incidents = recorded_incidents(seed, number, records, victims, population)
    supported = choose_cases(seed, number, records, victims, incidents)
    casework = choose_casework(seed, number, incidents)
    online = choose_reports(seed, number, records, incidents, casework)
    return County(seed, number, totals, population, records, victims, incidents, supported, casework, online)
