"""Files of the warehouse that can't be read any more: how damage shows, and saying which file it is and what to do."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

#: What DuckDB says about a file that was cut short or overwritten. The last is said of an encrypted one.
_SIGNS = (
    "not a valid duckdb database",
    "could not read enough bytes",
    "corrupt",
    "failed to deserialize",
    "computed aes tag differs",
)


class Damaged(Exception):
    """A file of the warehouse that can't be read any more; the message says which, and what to do."""


def damage(path: Path, remedy: str) -> Damaged:
    """Return the error for a damaged file."""
    return Damaged(f"{path} is damaged: it was cut short or overwritten. {remedy}")


@contextmanager
def damage_named(path: Path, remedy: str) -> Iterator[None]:
    """Say what to do if a database that is used within turns out to be damaged.

    Raises:
        Damaged: instead of DuckDB's error, whose message may quote what is in the database.
    """
    try:
        yield
    except duckdb.Error as error:
        said = str(error)
        is_of_another = 'file "' in said and str(path) not in said
        if is_of_another or not any(sign in said.lower() for sign in _SIGNS):
            raise
        raise damage(path, remedy) from None
