"""A table as its SQL file says: `sql/<layer>/<name>.sql` is the table, and its header is the documentation.

Here: reading such a file, and building its table in one transaction against the contract in `schemas/`. A file
opens with a sentence saying what a row is, `-- Grain:` with the columns that make a row unique, and
`-- Nuance:` where the table can mislead.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import duckdb
import sqlglot
from duckdb_sqlalchemy import Dialect
from sqlalchemy import Table
from sqlalchemy.schema import CreateTable
from sqlglot import exp

from pipelines.lib.warehouse import SQL
from schemas.marts import MARTS
from schemas.star import STAR

LAYERS = {"1_staged": "staged", "2_star": "star", "3_marts": "mart"}
CONTRACTS: dict[str, Table] = {**STAR.tables, **MARTS.tables}


class ContractBroken(Exception):
    """A table is not what its header or its contract says."""


@dataclass(frozen=True)
class SqlTable:
    """A table of a layer, as its file says."""

    schema: str
    name: str
    sentence: str
    grain: tuple[str, ...]
    nuances: tuple[str, ...]
    query: str

    @property
    def full_name(self) -> str:
        """`schema.table`."""
        return f"{self.schema}.{self.name}"

    @property
    def description(self) -> str:
        """The header in prose: the sentence, the grain and the nuances."""
        return "\n\n".join([self.sentence, f"Grain: {', '.join(self.grain)}.", *self.nuances])

    @property
    def contract(self) -> Table | None:
        """What `schemas/star.py` or `schemas/marts.py` declares of the table, if anything."""
        return CONTRACTS.get(self.full_name)

    @cached_property
    def dependencies(self) -> frozenset[str]:
        """The tables the query reads, by full name."""
        tables = sqlglot.parse_one(self.query, dialect="duckdb").find_all(exp.Table)
        return frozenset(f"{table.db}.{table.name}" for table in tables if table.db)


def sql_tables(folder: Path = SQL) -> list[SqlTable]:
    """Return the table of every file of the layers."""
    return [
        read_sql_table(path, schema)
        for layer, schema in LAYERS.items()
        for path in sorted((folder / layer).glob("*.sql"))
    ]


def read_sql_table(path: Path, schema: str) -> SqlTable:
    """Read a table's file.

    Raises:
        ContractBroken: if its header has no sentence or no grain.
    """
    text = path.read_text(encoding="utf-8")
    header, query = _split(text)
    paragraphs = list(_paragraphs(header))
    sentence = paragraphs[0] if paragraphs else ""
    grain = [text.removeprefix("Grain:") for text in paragraphs if text.startswith("Grain:")]
    nuances = tuple(text.removeprefix("Nuance:").strip() for text in paragraphs if text.startswith("Nuance:"))
    if not sentence or sentence.startswith(("Grain:", "Nuance:")) or len(grain) != 1:
        raise ContractBroken(
            f"{path.name} must open with a sentence saying what a row is, then -- Grain: columns"
        )
    columns = tuple(column.strip() for column in grain[0].split(","))
    return SqlTable(schema, path.stem, sentence, columns, nuances, query)


def build_table(con: duckdb.DuckDBPyConnection, table: SqlTable) -> int:
    """Build a table in one transaction, held to its contract and its grain.

    Returns:
        Its number of rows.

    Raises:
        ContractBroken: if its columns are not the contract's, a key or check fails, or the grain is not unique.
            The table that was there before stays whole.
    """
    con.execute("begin")
    try:
        con.execute(f"create schema if not exists {table.schema}")
        create(con, table, table.query)
        rows = _hold_to_grain(con, table)
        con.execute("commit")
    except duckdb.ConstraintException as error:
        con.execute("rollback")
        raise ContractBroken(f"{table.full_name} breaks its contract: {error}") from None
    except BaseException:
        con.execute("rollback")
        raise
    return rows


def create(con: duckdb.DuckDBPyConnection, table: SqlTable, query: str, catalog: str | None = None) -> None:
    """Create a table from a query, with the keys, checks and comments that are declared of it."""
    name = f"{catalog}.{table.full_name}" if catalog else table.full_name
    if table.contract is None:
        con.execute(f"create or replace table {name} as {query}")
    else:
        _hold_to_columns(con, table, query)
        con.execute(f"drop table if exists {name}")
        con.execute(_ddl(table.contract).replace(table.full_name, name, 1))
        con.execute(f"insert into {name} by name {query}")
    for comment in _comments(table, name):
        con.execute(comment)


def fingerprint(parts: Iterable[str]) -> str:
    """Return one hash over texts, in their order."""
    return sha256("\0".join(parts).encode()).hexdigest()


def _split(text: str) -> tuple[list[str], str]:
    lines = text.splitlines()
    length = next((index for index, line in enumerate(lines) if not line.startswith("--")), len(lines))
    return [line.removeprefix("--").strip() for line in lines[:length]], "\n".join(lines[length:])


def _paragraphs(header: list[str]) -> Iterator[str]:
    """Join the header's lines to the sentences they continue."""
    paragraph = ""
    for line in header:
        if line.startswith(("Grain:", "Nuance:")) and paragraph:
            yield paragraph
            paragraph = ""
        paragraph = f"{paragraph} {line}".strip()
    if paragraph:
        yield paragraph


def _ddl(contract: Table) -> str:
    statement = CreateTable(contract, include_foreign_key_constraints=[])
    return str(statement.compile(dialect=Dialect()))


def _comments(table: SqlTable, name: str) -> Iterator[str]:
    def quoted(text: str) -> str:
        return "'" + text.replace("'", "''") + "'"

    yield f"comment on table {name} is {quoted(table.description)}"
    for column in table.contract.columns if table.contract is not None else ():
        yield f"comment on column {name}.{column.name} is {quoted(column.comment or '')}"


def _hold_to_columns(con: duckdb.DuckDBPyConnection, table: SqlTable, query: str) -> None:
    there = {row[0] for row in con.execute(f"describe {query}").fetchall()}
    declared = set(table.contract.columns.keys()) if table.contract is not None else there
    if there != declared:
        raise ContractBroken(
            f"{table.full_name} is not what its contract declares: "
            f"missing {sorted(declared - there)}, not declared {sorted(there - declared)}"
        )


def _hold_to_grain(con: duckdb.DuckDBPyConnection, table: SqlTable) -> int:
    grain = ", ".join(table.grain)
    rows, distinct = con.execute(
        f"select count(*), count(distinct ({grain})) from {table.full_name}"
    ).fetchone() or (0, 0)
    if rows != distinct:
        raise ContractBroken(f"{table.full_name}: {rows - distinct} rows repeat the grain {grain}")
    return int(rows)
