"""A table, as declared in its SQL file: `sql/<layer>/<name>.sql` is the table, and its header documents it.

Here: reading such files. A file starts with a sentence that says what a row is. `-- Grain:` gives the columns that make
a row unique, and `-- Nuance:` says where the table can mislead. `sql_table` builds the table.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import sqlglot
from sqlalchemy import Table
from sqlglot import exp

from pipelines.build.statement import Sql, name
from pipelines.build.warehouse import SQL
from schemas.marts import MARTS
from schemas.star import STAR

_LABELS = ("Grain:", "Nuance:", "Source:", "Period:", "Checks:")
LAYERS = {"1_staged": "staged", "2_star": "star", "3_marts": "mart"}
CONTRACTS: dict[str, Table] = {**STAR.tables, **MARTS.tables}


class ContractBroken(Exception):
    """A table does not match its header or its contract."""


@dataclass(frozen=True)
class SqlHeader:
    """The header of a SQL file: its first sentence and its labelled lines."""

    sentence: str
    grain: tuple[str, ...] = ()
    nuances: tuple[str, ...] = ()
    source: str = ""
    period: str = ""
    checks: str = ""


@dataclass(frozen=True)
class SqlTable:
    """A table of a layer, as declared in its file."""

    schema: str
    name: str
    header: SqlHeader
    query: str

    @property
    def full_name(self) -> str:
        """`schema.table`."""
        return f"{self.schema}.{self.name}"

    @property
    def sql_name(self) -> Sql:
        """Its full name as SQL."""
        return name(self.schema, self.name)

    @property
    def description(self) -> str:
        """The header in prose: the sentence, the grain and the nuances."""
        return "\n\n".join([self.header.sentence, f"Grain: {', '.join(self.header.grain)}.", *self.header.nuances])

    @property
    def contract(self) -> Table | None:
        """What `schemas/star/` or `schemas/marts/` declares for the table, if anything."""
        return CONTRACTS.get(self.full_name)

    @cached_property
    def dependencies(self) -> frozenset[str]:
        """The tables the query reads, by full name."""
        return tables_read(self.query)

    @property
    def parents(self) -> frozenset[str]:
        """The tables that its foreign keys refer to, except itself."""
        keys = self.contract.foreign_key_constraints if self.contract is not None else ()
        return frozenset(key.referred_table.fullname for key in keys) - {self.full_name}


def sql_tables() -> tuple[SqlTable, ...]:
    """Return the table of every file of the layers."""
    return tuple(
        read_sql_table(path, schema) for layer, schema in LAYERS.items() for path in sorted((SQL / layer).glob("*.sql"))
    )


def read_sql_table(path: Path, schema: str) -> SqlTable:
    """Read a table's file.

    Raises:
        ContractBroken: if its header has no sentence or no grain.
    """
    header, query = read_header(path)
    if not header.grain:
        raise ContractBroken(f"{path.name} does not say which columns make a row unique; add -- Grain: to its header")
    return SqlTable(schema, path.stem, header, query)


def read_header(path: Path) -> tuple[SqlHeader, str]:
    """Return the header of a SQL file, and the query below it.

    Raises:
        ContractBroken: if the file does not start with a sentence.
    """
    return _read(path.parent.name, path.name, path.read_text(encoding="utf-8"))


def _read(folder: str, name: str, text: str) -> tuple[SqlHeader, str]:
    """Read a file's text."""
    lines = text.splitlines()
    length = next((index for index, line in enumerate(lines) if not line.startswith("--")), len(lines))
    paragraphs = list(_paragraphs(line.removeprefix("--").strip() for line in lines[:length]))
    said = [paragraph.partition(": ") for paragraph in paragraphs[1:]]

    def values(label: str) -> tuple[str, ...]:
        return tuple(text for name, _, text in said if name == label)

    if not paragraphs or paragraphs[0].startswith(_LABELS):
        raise ContractBroken(f"{name} must start with a sentence that says what a row is")
    header = SqlHeader(
        sentence=paragraphs[0],
        grain=tuple(column.strip() for text in values("Grain") for column in text.split(",")),
        nuances=values("Nuance"),
        source="; ".join(values("Source")),
        period="".join(values("Period")),
        checks="".join(values("Checks")),
    )
    query = "\n".join(lines[length:])
    try:
        tables_read(query)
    except sqlglot.ParseError as error:
        (fault, *_) = error.errors
        line = fault["line"] + length
        raise ContractBroken(f"{folder}/{name}, line {line}: {fault['description']}") from None
    return header, query


@cache  # parsing is slow, and a night asks about the same query several times
def tables_read(query: str) -> frozenset[str]:
    """Return the tables a query reads, by full name.

    Raises:
        sqlglot.ParseError: if it isn't SQL.
    """
    tables = sqlglot.parse_one(query, dialect="duckdb").find_all(exp.Table)
    return frozenset(f"{table.db}.{table.name}" for table in tables if table.db)


def _paragraphs(header: Iterable[str]) -> Iterator[str]:
    """Join each line of the header to the sentence it continues."""
    paragraph = ""
    for line in header:
        if line.startswith(_LABELS) and paragraph:
            yield paragraph
            paragraph = ""
        paragraph = f"{paragraph} {line}".strip()
    if paragraph:
        yield paragraph
