"""A check, as declared in its SQL file: `sql/checks/<name>.sql` is a query that must find nothing.

A file starts with a sentence that says what must hold. Then `-- Checks:` names the table whose readers wait for the
check.
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
    """A check, as declared in its file."""

    name: str
    header: SqlHeader
    query: str

    @property
    def sentence(self) -> str:
        """What holds if the check passes."""
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
        """Return how many rows the query finds; none are shown, as any may be about a person."""
        return row_count(con, Sql(f"({self.query})"))


def sql_checks(folder: Path = SQL) -> list[SqlCheck]:
    """Return the check of every file of `sql/checks`."""
    return [SqlCheck(path.stem, *read_header(path)) for path in sorted((folder / "checks").glob("*.sql"))]
