"""The three tables of police records, kept together: offences with their markers and victims.

Here: taking some records out of all three, and combining records. Not here: what is recorded (offences.py,
victims.py), which records a sending holds (editions.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Records:
    """Offences with their markers and victims, as offences.py and victims.py say."""

    offences: pd.DataFrame
    markers: pd.DataFrame
    victims: pd.DataFrame

    def only(self, refs: Sequence[str]) -> "Records":
        """Return the records with some references."""
        return Records(*(frame[frame.offence_ref.isin(refs)].reset_index(drop=True) for frame in self._frames))

    def without(self, refs: Sequence[str]) -> "Records":
        """Return the records with all other references."""
        return Records(*(frame[~frame.offence_ref.isin(refs)].reset_index(drop=True) for frame in self._frames))

    def plus(self, more: "Records") -> "Records":
        """Return these records and others together."""
        pairs = zip(self._frames, more._frames, strict=True)
        return Records(*(pd.concat(pair, ignore_index=True) for pair in pairs))

    @property
    def _frames(self) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
        return self.offences, self.markers, self.victims
