"""The project's own reference lists, as the sample needs them.

Here: reading `raw/reference/`. Not here: the report's figures (targets.py), names (county/people/names.py).
"""

from functools import cache
from pathlib import Path

import pandas as pd

FOLDER = Path(__file__).parents[3] / "raw" / "reference"


@cache
def reference(name: str) -> pd.DataFrame:
    """Return one reference list: a row a line of `raw/reference/<name>.csv`, every cell text."""
    return pd.read_csv(FOLDER / f"{name}.csv", dtype=str, keep_default_na=False).astype(object)


@cache
def lookup(name: str, key: str, value: str) -> dict[str, str]:
    """Return two columns of a reference list as a dictionary."""
    listed = reference(name)
    return dict(zip(listed[key], listed[value], strict=True))


@cache
def spellings(listed: str) -> dict[str, list[str]]:
    """Return how senders spell each code of one list of `aliases.csv`, in the file's order."""
    aliases = reference("aliases")
    found: dict[str, list[str]] = {}
    for alias, code in aliases.loc[aliases["list"] == listed, ["alias", "code"]].itertuples(index=False):
        found.setdefault(code, []).append(alias)
    return found
