"""Files of the warehouse that can't be read any more: how damage shows, and saying which file it is and what to do."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipelines.build.disk import Damaged
from pipelines.build.statement import Statements

#: What DuckDB says about a file that was cut short or overwritten. The last is said of an encrypted one.
_SIGNS = (
    "not a valid duckdb database",
    "could not read enough bytes",
    "corrupt",
    "failed to deserialize",
    "computed aes tag differs",
)

#: What comes before the first block of a DuckDB file.
_HEADERS_BYTES = 3 * 4096

_SQL = Statements(__file__)


def damage(path: Path, remedy: str) -> Damaged:
    """Return the error for a damaged file."""
    return Damaged(f"{path} is damaged: it was cut short or overwritten. {remedy}")


def is_cut_short(con: duckdb.DuckDBPyConnection, name: str, path: Path) -> bool:
    """Say whether an attached database that was just opened is shorter than what it holds.

    Nothing may have been written to it since.
    """
    counted = con.execute(_SQL("blocks"), {"name": name}).fetchone()
    if counted is None:
        return False
    blocks, bytes_each = counted
    return path.stat().st_size < _HEADERS_BYTES + blocks * bytes_each


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
