"""One county: its people, its hate incidents and what the police recorded of them.

Here: what the agencies' modules have in common to draw on. Not here: any delivery. A sample of scale N is N
counties alike in every figure and different in every person.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from pipelines.sample.equip_choice import choose_casework
from pipelines.sample.hate_records import hate_records
from pipelines.sample.incidents import Incidents, recorded_incidents
from pipelines.sample.population import Population
from pipelines.sample.report_hate_now_choice import choose_reports
from pipelines.sample.support_choice import Choice, choose_cases
from pipelines.sample.victims import hate_victims

#: Numbers of persons and incidents in the truth are apart by this much from one county to the next.
COUNTY_NUMBERS = 10_000_000
#: Counties held at once; beyond these they are made again each time, so that memory stays bounded.
HELD = 64


@dataclass(frozen=True)
class County:
    """A county's people and hate incidents, and which of them which agency hears of.

    `records` and `victims` are the police's (hate_records.py, victims.py), `supported` whom Victim Support
    supports (support_choice.py), `casework` whom EQuIP helps (equip_choice.py), `online` what is reported on the
    web (report_hate_now_choice.py).
    """

    seed: int
    number: int
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
    """As many counties as the sample is times as busy, one after another."""

    seed: int
    scale: int

    def __iter__(self) -> Iterator[County]:
        return (make_county(self.seed, number) for number in range(self.scale))


@lru_cache(maxsize=HELD)
def make_county(seed: int, number: int) -> County:
    """Make the county of that number: the same one whenever it is asked for."""
    population = Population(seed, number)
    records = hate_records(seed, number)
    victims = hate_victims(seed, number, records, population)
    incidents = recorded_incidents(seed, number, records, victims, population)
    supported = choose_cases(seed, number, records, victims, incidents)
    casework = choose_casework(seed, number, incidents)
    online = choose_reports(seed, number, records, incidents, casework)
    return County(seed, number, population, records, victims, incidents, supported, casework, online)
