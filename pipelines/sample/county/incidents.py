"""Hate incidents: what happened and to whom, whichever agency hears about it.

Here: the incidents behind agencies' records, with the persons involved. Not here: any agency's record of an incident.
An incident known to several agencies is one row. An agency adds the incidents that only it hears about.
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
#: The motive of an incident without a marker for it, in roughly the Home Office's proportions of motivating factors
#: (its tables for Warwickshire Police, 2017/18).
UNMARKED_STRAND = Weighted({"race": 66, "religion": 8, "sexual_orientation": 13, "disability": 10, "transgender": 3})
ALSO_RELIGION = 80  # of a thousand incidents about race


@dataclass
class Incidents:
    """All hate incidents of a county.

    `happened` has one row for each incident: incident_no, incident_date, district, strands (with ";" between),
    known_to_police. `involved` has one row for each person in an incident: incident_no, person_no.
    """

    population: Population
    happened: pd.DataFrame
    involved: pd.DataFrame
    _next: int = field(init=False)

    def __post_init__(self) -> None:
        self._next = int(self.happened.incident_no.max()) + 1

    def befallen(self) -> pd.DataFrame:
        """Return one row for each person in an incident: person_no, and the incident's columns in `happened`."""
        return self.involved.merge(self.happened, on="incident_no")

    def befall_strangers(self, incidents: pd.DataFrame, rng: Stream) -> pd.DataFrame:
        """Add incidents that the police don't know about, each with a new victim who lives there.

        Args:
            incidents: one row for each incident: incident_date, district, strands.
            rng: decides what the persons are like.

        Returns:
            The number of each incident and of the person in it: incident_no, person_no.
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
