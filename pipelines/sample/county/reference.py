"""The project's own reference lists, as the sample needs them.

Here: reading `raw/reference/`. Not here: the report's figures (targets.py), names (people/name_lists.py).
"""

from functools import cached_property
from pathlib import Path

import pandas as pd

FOLDER = Path(__file__).parents[3] / "raw" / "reference"

#: How senders spell the codes of a list, in the file's order.
Spellings = dict[str, list[str]]


class ReferenceLists:
    """The reference lists, each read from its file when it is first asked for."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder
        self._read: dict[str, pd.DataFrame] = {}

    def rows(self, name: str) -> pd.DataFrame:
        """Return one list: one row for each line of `<name>.csv`, every cell text."""
        if name not in self._read:
            listed = pd.read_csv(self._folder / f"{name}.csv", dtype=str, keep_default_na=False)
            self._read[name] = listed.astype(object)
        return self._read[name]

    def lookup(self, name: str, key: str, value: str) -> dict[str, str]:
        """Return two columns of a list as a dictionary."""
        listed = self.rows(name)
        return dict(zip(listed[key], listed[value], strict=True))

    def spellings(self, listed: str) -> Spellings:
        """Return how senders spell each code in one list of `aliases.csv`; nothing if the list is not there."""
        return self._aliases.get(listed, {})

    @cached_property
    def district_names(self) -> dict[str, str]:
        """The name of each district of the county, by its code."""
        return self.lookup("district", "district_code", "district_name")

    @cached_property
    def _aliases(self) -> dict[str, Spellings]:
        found: dict[str, Spellings] = {}
        for listed, alias, code in self.rows("aliases")[["list", "alias", "code"]].itertuples(index=False):
            found.setdefault(listed, {}).setdefault(code, []).append(alias)
        return found
