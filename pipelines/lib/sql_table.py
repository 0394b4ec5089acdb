"""A table as its SQL file says: `sql/<layer>/<name>.sql` is the table, and its header is the documentation.

Here: reading such a file, and building its table in one transaction against the contract in `schemas/`. A file
opens with a sentence saying what a row is, `-- Grain:` with the columns that make a row unique, and
`-- Nuance:` where the table can mislead.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import duckdb
import sqlglot
from duckdb_sqlalchemy import Dialect
from sqlalchemy import Table
from sqlalchemy.schema import CreateTable
from sqlglot import exp

from pipelines.lib import built
from pipelines.lib.warehouse import SQL, quoted, transaction
from schemas.marts import MARTS
from schemas.star import STAR

_LABELS = ("Grain:", "Nuance:", "Source:", "Checks:")
LAYERS = {"1_staged": "staged", "2_star": "star", "3_marts": "mart"}
CONTRACTS: dict[str, Table] = {**STAR.tables, **MARTS.tables}


class ContractBroken(Exception):
    """A table is not what its header or its contract says."""


@dataclass(frozen=True)
class SqlHeader:
    """What a SQL file says of itself: its first sentence, and what its labelled lines say."""

    sentence: str
    grain: tuple[str, ...] = ()
    nuances: tuple[str, ...] = ()
    source: str = ""
    checks: str = ""


@dataclass(frozen=True)
class SqlTable:
    """A table of a layer, as its file says."""

    schema: str
    name: str
    header: SqlHeader
    query: str

    @property
    def full_name(self) -> str:
        """`schema.table`."""
        return f"{self.schema}.{self.name}"

    @property
    def description(self) -> str:
        """The header in prose: the sentence, the grain and the nuances."""
        return "\n\n".join([self.header.sentence, f"Grain: {', '.join(self.header.grain)}.", *self.header.nuances])

    @property
    def contract(self) -> Table | None:
        """What `schemas/star.py` or `schemas/marts.py` declares of the table, if anything."""
        return CONTRACTS.get(self.full_name)

    @cached_property
    def dependencies(self) -> frozenset[str]:
        """The tables the query reads, by full name."""
        return tables_read(self.query)

    @property
    def parents(self) -> frozenset[str]:
        """The tables that its foreign keys refer to, itself left out."""
        keys = self.contract.foreign_key_constraints if self.contract is not None else ()
        return frozenset(key.referred_table.fullname for key in keys) - {self.full_name}


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
    header, query = read_header(path)
    if not header.grain:
        raise ContractBroken(f"{path.name} must say in its header, -- Grain:, which columns make a row unique")
    return SqlTable(schema, path.stem, header, query)


def read_header(path: Path) -> tuple[SqlHeader, str]:
    """Return the header of a SQL file, and the query below it.

    Raises:
        ContractBroken: if the file does not open with a sentence.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    length = next((index for index, line in enumerate(lines) if not line.startswith("--")), len(lines))
    paragraphs = list(_paragraphs(line.removeprefix("--").strip() for line in lines[:length]))
    said = [paragraph.partition(": ") for paragraph in paragraphs[1:]]

    def values(label: str) -> tuple[str, ...]:
        return tuple(text for name, _, text in said if name == label)

    if not paragraphs or paragraphs[0].startswith(_LABELS):
        raise ContractBroken(f"{path.name} must open with a sentence saying what a row is")
    header = SqlHeader(
        sentence=paragraphs[0],
        grain=tuple(column.strip() for text in values("Grain") for column in text.split(",")),
        nuances=values("Nuance"),
        source="; ".join(values("Source")),
        checks="".join(values("Checks")),
    )
    return header, "\n".join(lines[length:])


def tables_read(query: str) -> frozenset[str]:
    """Return the tables a query reads, by full name."""
    tables = sqlglot.parse_one(query, dialect="duckdb").find_all(exp.Table)
    return frozenset(f"{table.db}.{table.name}" for table in tables if table.db)


def build_table(con: duckdb.DuckDBPyConnection, table: SqlTable, made_of: Mapping[str, str]) -> bool:
    """Build a table in one transaction, held to its contract and its grain, unless it is up to date.

    Args:
        con: The build database.
        table: The table.
        made_of: The fingerprint of everything it may read, by full name.

    Returns:
        Whether it was built.

    Raises:
        ContractBroken: if it reads what nothing makes, its columns are not the contract's, a key or check fails,
            the grain is not unique, or the query itself fails. The table that was there before stays whole.
    """
    unknown = table.dependencies - set(made_of)
    if unknown:
        raise ContractBroken(f"{table.full_name} reads {', '.join(sorted(unknown))}, which nothing makes")
    declared = _ddl(table.contract) if table.contract is not None else ""
    read = [f"{name} {made_of[name]}" for name in sorted(table.dependencies)]
    fingerprint = built.fingerprint(table.query, table.description, declared, *read)
    if made_of.get(table.full_name) == fingerprint:
        return False
    try:
        with transaction(con):
            con.execute(f"create schema if not exists {table.schema}")
            create(con, table, table.query)
            built.note(con, table.full_name, fingerprint, _hold_to_grain(con, table))
    except duckdb.ConstraintException as error:
        raise ContractBroken(f"{table.full_name} breaks its contract: {error}") from None
    except duckdb.Error as error:
        raise ContractBroken(f"{table.full_name} can't be built: {error}") from None
    return True


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


def _paragraphs(header: Iterable[str]) -> Iterator[str]:
    """Join the header's lines to the sentences they continue."""
    paragraph = ""
    for line in header:
        if line.startswith(_LABELS) and paragraph:
            yield paragraph
            paragraph = ""
        paragraph = f"{paragraph} {line}".strip()
    if paragraph:
        yield paragraph


def _ddl(contract: Table) -> str:
    statement = CreateTable(contract, include_foreign_key_constraints=[])
    return str(statement.compile(dialect=Dialect()))


def _comments(table: SqlTable, name: str) -> Iterator[str]:
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
    grain = ", ".join(table.header.grain)
    rows, distinct = con.execute(f"select count(*), count(distinct ({grain})) from {table.full_name}").fetchone() or (
        0,
        0,
    )
    if rows != distinct:
        raise ContractBroken(f"{table.full_name}: {rows - distinct} rows repeat the grain {grain}")
    return int(rows)


def orphans(con: duckdb.DuckDBPyConnection, table: SqlTable) -> dict[str, int]:
    """Count the rows whose foreign key finds no parent, by the key's columns; only keys that are broken."""
    found: dict[str, int] = {}
    for key in table.contract.foreign_key_constraints if table.contract is not None else ():
        pairs = [(element.parent.name, element.column.name) for element in key.elements]
        on = " and ".join(f"child.{own} = parent.{its}" for own, its in pairs)
        given = " and ".join(f"child.{own} is not null" for own, _ in pairs)
        row = con.execute(
            f"select count(*) from {table.full_name} as child"
            f" anti join {key.referred_table.fullname} as parent on {on} where {given}"
        ).fetchone()
        if row and row[0]:
            found[", ".join(own for own, _ in pairs)] = row[0]
    return found
