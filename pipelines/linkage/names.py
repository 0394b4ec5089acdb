"""How names are folded, how they sound, and the other forms they have.

Here: what names are blocked and compared by, besides their letters. Sounds are Metaphone's (Lawrence Philips, 1990, by
`jellyfish`). Forms come from the package `nicknames` and from `raw/reference/forename_form.csv`. The partnership keeps
that list because published lists have few names that are not English.
"""

from collections import defaultdict

import duckdb
import jellyfish
import pyarrow as pa
from nicknames import NickNamer

from pipelines.build.statement import Statements

_SQL = Statements(__file__)

#: What people write when no name is known, folded.
NO_NAMES = (
    "anon", "anonymous", "baby", "n a", "na", "no name", "none", "not given", "not known", "not stated", "refused",
    "tbc", "unknown", "x", "xx",
)  # fmt: skip
#: What people write when initials are not known, as sent: `NA` may be anyone's, `N/A` is nobody's.
NO_INITIALS = ("n/a", *(word for word in NO_NAMES if word not in ("na", "n a")))


def load_folds(con: duckdb.DuckDBPyConnection) -> None:
    """Create the macros that fold what is sent about a person, for as long as the connection lasts."""
    con.execute(_SQL("folds"))


def load_names(con: duckdb.DuckDBPyConnection) -> None:
    """Create `person_name`: each forename and surname of `person_folded`, its sound and the other forms of a forename.

    Args:
        con: The connection, after `load_folds`; `build.reference` is attached.
    """
    names = con.execute("select forename from person_folded union select surname from person_folded order by all")
    known = [name for (name,) in names.fetchall() if name is not None]
    listed = defaultdict[str, set[str]](set)
    for forename, form in con.execute(_SQL("forename_form"), {"no_names": NO_NAMES}).fetchall():
        listed[forename].add(form)
        listed[form].add(forename)
    namer = NickNamer()
    forms = [sorted(listed.get(name, set()) | namer.nicknames_of(name) | namer.canonicals_of(name)) for name in known]
    found = pa.table(
        {
            "name": pa.array(known, pa.string()),
            "sound": pa.array([jellyfish.metaphone(name) for name in known], pa.string()),
            "forms": pa.array(forms, pa.list_(pa.string())),
        }
    )
    con.register("_person_name", found)
    con.execute("create or replace table person_name as from _person_name")
    con.unregister("_person_name")
