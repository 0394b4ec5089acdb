"""What other agencies know already, for one more to hear of.

Here: taking the persons of known incidents, each once. Not here: how many of an agency's records concern
such (known_to_equip.py, reported_online.py), incidents nobody knows (incidents.py).
"""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from pipelines.sample.county.chance import Flags, Stream


@dataclass
class KnownElsewhere:
    """Persons in incidents that some agency knows: a row a person in an incident, `happened` on a day."""

    persons: pd.DataFrame
    _taken: Flags = field(init=False)

    def __post_init__(self) -> None:
        self._taken = np.zeros(len(self.persons), dtype=bool)

    def take(self, rng: Stream, fits: Flags, last: pd.Timestamp, within_days: int) -> int | None:
        """Take one whose incident lies within so many days before the last; return its row, None where none fits."""
        lag = last - self.persons.happened
        recent = (lag >= pd.Timedelta(0)) & (lag <= pd.Timedelta(days=within_days))
        left = np.flatnonzero(fits & recent.to_numpy() & ~self._taken)
        if not len(left):
            return None
        row = int(rng.one(left.tolist()))
        self._taken[row] = True
        return row
