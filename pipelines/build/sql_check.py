"""A check as its SQL file says: `sql/checks/<name>.sql` is a query that must find nothing.

A file opens with a sentence saying what holds, and `-- Checks:` with the table whose readers wait for it.
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import duckdb

from pipelines.build.sql_file import SqlHeader, read_header, tables_read
from pipelines.build.sql_table import row_count
from pipelines.build.statement import Sql
from pipelines.build.warehouse import SQL


@dataclass(frozen=True)
class SqlCheck:
    """A check, as its file says."""

    name: str
    header: SqlHeader
    query: str

    @property
    def sentence(self) -> str:
        """What holds where the check passes."""
        return self.header.sentence

    @property
    def table(self) -> str:
        """The table that may not be read before the check has passed."""
        return self.header.checks

    @cached_property
    def dependencies(self) -> frozenset[str]:
        """The tables the query reads, by full name."""
        return tables_read(self.query)

    def violations(self, con: duckdb.DuckDBPyConnection) -> int:
        """Return how many rows the query finds; none are shown, since any may be about a person."""
        return row_count(con, Sql(f"({self.query})"))


def sql_checks(folder: Path = SQL) -> list[SqlCheck]:
    """Return the check of every file of `sql/checks`."""
    return [SqlCheck(path.stem, *read_header(path)) for path in sorted((folder / "checks").glob("*.sql"))]
