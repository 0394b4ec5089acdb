"""How names are folded, how they sound, and the other forms they go by.

Here: what names are blocked and compared by beside their letters. Sounds are Metaphone's (Lawrence Philips, 1990, by
`jellyfish`). Forms are those of the package `nicknames` and of `raw/reference/forename_form.csv`, which the
partnership keeps, since published lists know few names that are not English.
"""

from collections import defaultdict

import duckdb
import jellyfish
import pyarrow as pa
from nicknames import NickNamer

#: What is written where no name is known, folded.
NO_NAMES = (
    "anon", "anonymous", "baby", "n a", "na", "no name", "none", "not given", "not known", "not stated", "refused",
    "tbc", "unknown", "x", "xx",
)  # fmt: skip


def folded(column: str) -> str:
    """Return SQL that folds a column of names.

    Lower case, without accents; apostrophes and points are left out, hyphens and other marks become spaces; missing
    where only a word for no name is left.
    """
    words = _words(column)
    return f"case when not list_contains({['', *NO_NAMES]}, {words}) then {words} end"


def folded_initials(column: str) -> str:
    """Return SQL that folds a column of initials to their letters; `NA` may be anyone's, `N/A` is nobody's."""
    nobody = ["n/a", *(word for word in NO_NAMES if word not in ("na", "n a"))]
    told = f"not list_contains({nobody}, lower(trim({column})))"
    return f"case when {told} then nullif(replace({_words(column)}, ' ', ''), '') end"


def _words(column: str) -> str:
    letters = f"translate(replace(strip_accents(lower({column})), 'ß', 'ss'), 'łøđðıæœþ', 'loddiaot')"
    return f"trim(regexp_replace(regexp_replace({letters}, '[''’`.]', '', 'g'), '[^a-z]+', ' ', 'g'))"


def load_names(con: duckdb.DuckDBPyConnection, named: str) -> None:
    """Create `person_name`: each forename and surname of a table, its sound and the other forms of a forename.

    Args:
        con: The connection; `build.reference` is attached.
        named: The table, with columns forename and surname, folded.
    """
    names = con.execute(f"select forename from {named} union select surname from {named} order by all").fetchall()
    known = [name for (name,) in names if name is not None]
    pairs = con.execute(f"select {folded('forename')}, {folded('form')} from build.reference.forename_form").fetchall()
    listed = defaultdict[str, set[str]](set)
    for forename, form in pairs:
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
