"""Records of persons, from every agency, made alike so that they can be compared."""

import duckdb

from schemas.contract import Agency


def gather(con: duckdb.DuckDBPyConnection, agencies: list[Agency]) -> None:
    """Create `person_record` in memory."""
    raise NotImplementedError
