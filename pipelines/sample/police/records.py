"""Police records together: offences with their markers and victims.

Here: taking some of them and putting them together. Not here: which are taken (editions.py).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Records:
    """Offences with their markers and victims, as offences.py and victims.py say."""

    offences: pd.DataFrame
    markers: pd.DataFrame
    victims: pd.DataFrame

    def only(self, refs: Iterable[str]) -> "Records":
        """Return the records of some references."""
        wanted = set(refs)
        return self._where(lambda ref: ref in wanted)

    def without(self, refs: Iterable[str]) -> "Records":
        """Return the records of all other references."""
        unwanted = set(refs)
        return self._where(lambda ref: ref not in unwanted)

    def plus(self, more: "Records") -> "Records":
        """Return these records and more."""
        pairs = ((self.offences, more.offences), (self.markers, more.markers), (self.victims, more.victims))
        return Records(*(pd.concat(pair, ignore_index=True) for pair in pairs))

    def _where(self, holds: Callable[[str], bool]) -> "Records":
        frames = (self.offences, self.markers, self.victims)
        return Records(*(frame[[holds(ref) for ref in frame.offence_ref]].reset_index(drop=True) for frame in frames))


@dataclass(frozen=True)
class Edition:
    """A month's records in one sending; `spoilt` are the references whose rows are to be made unreadable."""

    records: Records
    spoilt: list[str]
