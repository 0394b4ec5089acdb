"""One county: its people, its hate incidents and what the police recorded about them; and several counties.

Here: what the agencies' packages all draw on. Not here: any delivery. A sample of scale N is N counties with the same
figures and different people.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from pipelines.sample.county.hate_records import hate_records
from pipelines.sample.county.incidents import Incidents, recorded_incidents
from pipelines.sample.county.known_to_equip import choose_casework
from pipelines.sample.county.known_to_victim_support import Choice, choose_cases
from pipelines.sample.county.people.population import Population
from pipelines.sample.county.reference import ReferenceLists
from pipelines.sample.county.reported_online import choose_reports
from pipelines.sample.county.targets import ALL_RECORDS, HATE_RECORDS
from pipelines.sample.county.victims import hate_victims

#: The gap between the truth's person and incident numbers from one county to the next.
COUNTY_NUMBERS = 10_000_000
#: How many counties are kept once made. Any more are made again each time, so that memory stays bounded.
HELD = 64


@dataclass(frozen=True)
class County:
    """A county's people and hate incidents, and which agency hears of which incident.

    `lists` are the reference lists, `totals` is how much the police record in each month, hate or not; `records` and
    `victims` are their hate records (hate_records.py, victims.py), `supported` whom Victim Support supports
    (known_to_victim_support.py), `casework` whom EQuIP helps (known_to_equip.py), `online` what is reported on the web
    (reported_online.py).
    """

    seed: int
    number: int
    lists: ReferenceLists
    totals: tuple[int, ...]
    population: Population
    records: pd.DataFrame
    victims: pd.DataFrame
    incidents: Incidents
    supported: list[Choice]
    casework: pd.DataFrame
    online: pd.DataFrame

    def numbered(self, records: pd.DataFrame) -> pd.DataFrame:
        """Return records with the truth's numbers for persons and incidents."""
        found = [column for column in ("person_no", "incident_no") if column in records]
        return records.assign(**{column: records[column] + self.number * COUNTY_NUMBERS for column in found})


@dataclass(frozen=True)
class Counties:
    """The counties of a sample: one for each step in its scale, each as quiet as `quieter` says.

    Each has one in `quieter` of the crimes that are not hate.
    """

    seed: int
    scale: int = 1
    quieter: int = 1
    _held: dict[int, County] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def lists(self) -> ReferenceLists:
        """The reference lists, which all counties share."""
        return ReferenceLists()

    @cached_property
    def totals(self) -> tuple[int, ...]:
        """How much each county's police record in each month: all hate, and one in `quieter` of the rest."""
        both = zip(HATE_RECORDS, ALL_RECORDS, strict=True)
        return tuple(hate + (every - hate) // self.quieter for hate, every in both)

    def __iter__(self) -> Iterator[County]:
        return (self[number] for number in range(self.scale))

    def __getitem__(self, number: int) -> County:
        if number in self._held:
            return self._held[number]
        county = self._make(number)
        if number < HELD:
            self._held[number] = county
        return county

    def _make(self, number: int) -> County:
        """Make the county with this number, the same one each time."""
        population = Population(self.seed, number, self.lists)
        records = hate_records(self.seed, number, self.totals)
        victims = hate_victims(self.seed, number, records, population)
        incidents = recorded_incidents(self.seed, number, records, victims, population)
        supported = choose_cases(self.seed, number, records, victims, incidents)
        casework = choose_casework(self.seed, number, incidents)
        online = choose_reports(self.seed, number, records, incidents, casework)
        return County(
            seed=self.seed,
            number=number,
            lists=self.lists,
            totals=self.totals,
            population=population,
            records=records,
            victims=victims,
            incidents=incidents,
            supported=supported,
            casework=casework,
            online=online,
        )
