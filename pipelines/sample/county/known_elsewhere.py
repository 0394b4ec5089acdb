"""Incidents that other agencies already know, for another agency to hear about.

Here: taking the persons in known incidents, each once. Not here: how many of an agency's records are about known
incidents (known_to_equip.py, reported_online.py), incidents that nobody knows (incidents.py).
"""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from pipelines.sample.county.chance import Flags, Stream


@dataclass
class KnownElsewhere:
    """Persons in incidents that some agency knows: one row for each person in an incident, with its day, `happened`."""

    persons: pd.DataFrame
    _taken: Flags = field(init=False)

    def __post_init__(self) -> None:
        self._taken = np.zeros(len(self.persons), dtype=bool)

    def take(self, rng: Stream, fits: Flags, last: pd.Timestamp, within_days: int) -> int | None:
        """Take a person whose incident is at most this many days before the last; return the row, None if none fits."""
        lag = last - self.persons.happened
        recent = (lag >= pd.Timedelta(0)) & (lag <= pd.Timedelta(days=within_days))
        left = np.flatnonzero(fits & recent.to_numpy() & ~self._taken)
        if not len(left):
            return None
        row = int(rng.one(left.tolist()))
        self._taken[row] = True
        return row
