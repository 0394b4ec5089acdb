"""Hate incidents: what happened, to whom, whoever came to hear of it.

Here: the incidents that agencies' records point at, with the persons involved. Not here: any agency's record
of one. An incident known to several agencies is one row; an agency that hears of one nobody else knows adds
it.
"""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from pipelines.sample.county.chance import Integers, Stream, Weighted
from pipelines.sample.county.people.population import Population
from pipelines.sample.county.targets import VICTIMS_BY_AGE, VICTIMS_BY_ETHNICITY

STRAND_OF_MARKER = {
    "RM": "race",
    "HO": "sexual_orientation",
    "DA": "disability",
    "TI": "transgender",
    "PAC": "alternative_culture",
}
#: What an incident was about where no marker says: about as the Home Office counts motivating factors
#: (its tables for Warwickshire Police, 2017/18).
UNMARKED_STRAND = Weighted({"race": 66, "religion": 8, "sexual_orientation": 13, "disability": 10, "transgender": 3})
ALSO_RELIGION = 80  # of a thousand incidents about race


@dataclass
class Incidents:
    """All hate incidents of a county.

    `happened`: a row an incident: incident_no, incident_date, district, strands (with ";" between),
    known_to_police. `involved`: a row a person in an incident: incident_no, person_no.
    """

    population: Population
    happened: pd.DataFrame
    involved: pd.DataFrame
    _next: int = field(init=False)

    def __post_init__(self) -> None:
        self._next = int(self.happened.incident_no.max()) + 1

    def befallen(self) -> pd.DataFrame:
        """Return a row a person in an incident: person_no, and what `happened` says of the incident."""
        return self.involved.merge(self.happened, on="incident_no")

    def befall_strangers(self, incidents: pd.DataFrame, rng: Stream) -> pd.DataFrame:
        """Add incidents the police know nothing of, each befalling a new person who lives there.

        Args:
            incidents: a row an incident: incident_date, district, strands.
            rng: settles what the persons are like.

        Returns:
            The number of each incident and of its person: incident_no, person_no.
        """
        size = len(incidents)
        persons = pd.DataFrame(
            {
                "sex": Weighted({sex: sum(counts) for sex, counts in VICTIMS_BY_AGE.items()}).draw(rng, size),
                "birth": incidents.incident_date - (16 * 365 + rng.below(59 * 365, size)).astype("timedelta64[D]"),
                "ethnicity": Weighted(VICTIMS_BY_ETHNICITY).draw(rng, size),
                "district": incidents.district,
            }
        )
        person = self.population.settle(persons)
        return pd.DataFrame({"incident_no": self._add(incidents, person), "person_no": person})

    def _add(self, incidents: pd.DataFrame, persons: Integers) -> Integers:
        numbers = np.arange(self._next, self._next + len(incidents))
        self._next += len(incidents)
        new = incidents.assign(incident_no=numbers, known_to_police=False)[list(self.happened)]
        self.happened = pd.concat([self.happened, new], ignore_index=True)
        met = pd.DataFrame({"incident_no": numbers, "person_no": persons})
        self.involved = pd.concat([self.involved, met], ignore_index=True)
        return numbers


def recorded_incidents(
    seed: int, county: int, records: pd.DataFrame, victims: pd.DataFrame, population: Population
) -> Incidents:
    """Return the incidents behind the police's hate records and their victims."""
    rng = Stream(seed, county, "incidents")
    marked = records.groupby("incident_no").markers.agg(";".join)
    happened = records.drop_duplicates("incident_no")[["incident_no", "incident_date", "district"]]
    happened = happened.sort_values("incident_no", ignore_index=True)
    guessed = UNMARKED_STRAND.draw(rng, len(happened))
    religious = rng.happens(ALSO_RELIGION, len(happened))
    strands = []
    for at, markers in enumerate(marked.loc[happened.incident_no]):
        about = [STRAND_OF_MARKER[code] for code in markers.split(";") if code in STRAND_OF_MARKER]
        about = list(dict.fromkeys(about)) or [guessed[at]]
        if religious[at] and "race" in about and "religion" not in about:
            about.append("religion")
        strands.append(";".join(about))
    involved = pd.DataFrame(
        {"incident_no": records.incident_no.to_numpy()[victims.record], "person_no": victims.person_no}
    )
    return Incidents(
        population,
        happened.assign(strands=strands, known_to_police=True),
        involved.drop_duplicates(ignore_index=True),
    )
