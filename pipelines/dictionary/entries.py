"""The data dictionary: each table as its SQL file, its contract and the other tables' queries tell of it.

Here: what is said of a table, as data, from the tree alone. How it looks stands in `page` and, for a
terminal, in `commands/describe`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import duckdb
from sqlalchemy import CheckConstraint, Column, Table

from pipelines.build.audit_tables import AUDIT, AuditTable
from pipelines.build.sql_file import LAYERS, SqlHeader, SqlTable, read_header, sql_tables, tables_read
from pipelines.build.warehouse import SQL

#: The schemas that are released, in the order in which a reader wants them.
RELEASED = ("mart", "star", "audit")
#: Linkage is no SQL: it reads every staged table of this ending, and what it writes stands in this schema.
CONTACT, LINKED = "__contact", "linked"

_KINDS = {"fct": 0, "bridge": 1, "dim": 2}
_CHECK = re.compile(r"check \((.*)\)$")
_MEMBERS = re.compile(r"(\w+) in (\(.*\))")
#: That a count is not below 0 goes without saying.
_COUNT = re.compile(r"\w+ >= 0")


@dataclass(frozen=True)
class Field:
    """A column: its type as DuckDB names it, and the columns of parents that it is a foreign key of, by full name."""

    name: str
    kind: str
    meaning: str
    may_be_empty: bool
    parents: tuple[str, ...] = ()


@dataclass(frozen=True)
class Query:
    """A query of the tree that makes no table: an example, or a sheet of a partner's workbook."""

    file: str
    header: SqlHeader
    sql: str

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return Path(self.file).stem

    @cached_property
    def reads(self) -> frozenset[str]:
        """The tables it reads, by full name."""
        return tables_read(self.sql)


@dataclass(frozen=True)
class Entry:
    """What is said of a table.

    `checks` is what holds of every row; `reads` and `read_by` are tables, by full name; `file` is where in the tree it
    is made or, of `audit`, declared. A staged table has no fields: nothing declares them.
    """

    schema: str
    name: str
    sentence: str
    grain: tuple[str, ...]
    nuances: tuple[str, ...]
    file: str
    fields: tuple[Field, ...] = ()
    checks: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    read_by: tuple[str, ...] = ()
    sheets: tuple[Query, ...] = ()
    examples: tuple[Query, ...] = ()

    @property
    def full_name(self) -> str:
        """`schema.table`."""
        return f"{self.schema}.{self.name}"

    @property
    def is_released(self) -> bool:
        """Whether it stands in the released database."""
        return self.schema in RELEASED


def describe(
    tables: Iterable[SqlTable], audit: Iterable[AuditTable], sheets: Sequence[Query], examples: Sequence[Query]
) -> tuple[Entry, ...]:
    """Return what is said of each table: first what is released, facts before bridges and dimensions.

    Args:
        tables: The tables that SQL files make, staged ones too.
        audit: The tables that the load writes.
        sheets: The queries of the partners' workbooks.
        examples: The example queries.
    """
    said = [*map(_of_sql, tables), *map(_of_audit, audit)]

    def reading(name: str, queries: Sequence[Query]) -> tuple[Query, ...]:
        return tuple(query for query in queries if name in query.reads)

    def place(entry: Entry) -> tuple[int, int]:
        layer = RELEASED.index(entry.schema) if entry.is_released else len(RELEASED)
        return layer, _KINDS.get(entry.name.partition("_")[0], 0) if entry.schema == "star" else 0

    return tuple(
        replace(
            entry,
            read_by=tuple(sorted(other.full_name for other in said if entry.full_name in other.reads)),
            sheets=reading(entry.full_name, sheets),
            examples=reading(entry.full_name, examples),
        )
        for entry in sorted(said, key=place)
    )


def tree_entries() -> tuple[Entry, ...]:
    """Return what is said of each table of this tree."""
    return describe(sql_tables(), AUDIT, read_queries(SQL / "4_extracts"), read_queries(SQL / "examples"))


def read_queries(folder: Path) -> tuple[Query, ...]:
    """Return the query of every SQL file of a folder and the folders in it; none where it is not there."""
    return tuple(
        Query(f"sql/{path.relative_to(SQL)}" if path.is_relative_to(SQL) else path.name, *read_header(path))
        for path in sorted(folder.rglob("*.sql"))
    )


def _of_sql(table: SqlTable) -> Entry:
    layer = next(layer for layer, schema in LAYERS.items() if schema == table.schema)
    header, contract = table.header, table.contract
    return Entry(
        table.schema,
        table.name,
        header.sentence,
        header.grain,
        header.nuances,
        f"sql/{layer}/{table.name}.sql",
        fields=tuple(map(_field, contract.columns)) if contract is not None else (),
        checks=tuple(sorted(_checks(contract))) if contract is not None else (),
        reads=tuple(sorted(table.dependencies)),
    )


def _of_audit(table: AuditTable) -> Entry:
    sentence, _, rest = table.meaning.partition(" Grain: ")
    grain, _, nuance = rest.partition(".")
    declared = [*(declared for declared, _ in table.columns.values()), *table.constraints]
    return Entry(
        "audit",
        table.name,
        sentence,
        tuple(grain.split(", ")),
        (nuance.strip(),) if nuance else (),
        "pipelines/build/audit_tables.py",
        fields=tuple(
            Field(name, _kind(declared.partition(" ")[0]), meaning, may_be_empty="not null" not in declared)
            for name, (declared, meaning) in table.columns.items()
        ),
        checks=tuple(check[1] for text in declared if (check := _CHECK.search(text))),
    )


def _field(column: Column) -> Field:
    parents = tuple(sorted(key.target_fullname for key in column.foreign_keys))
    return Field(column.name, _kind(str(column.type)), column.comment or "", bool(column.nullable), parents)


def _kind(declared: str) -> str:
    return str(duckdb.sqltype(declared)).lower()


def _checks(contract: Table) -> Iterator[str]:
    """Yield what is checked of every row; columns whose members are the same have one line."""
    alike: dict[str, list[str]] = {}
    for constraint in contract.constraints:
        said = str(constraint.sqltext) if isinstance(constraint, CheckConstraint) else ""
        if members := _MEMBERS.fullmatch(said):
            alike.setdefault(members[2], []).append(members[1])
        elif said and not _COUNT.fullmatch(said):
            yield said
    yield from (f"{', '.join(sorted(columns))} in {members}" for members, columns in alike.items())
