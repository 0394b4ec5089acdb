"""The data dictionary: each table as its SQL file, its contract and the other tables' queries describe it.

Here: what is said about a table, as data, from the source tree alone. How it looks is decided in `page` and, for a
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

#: The schemas that are released, in the order that a reader wants them.
RELEASED = ("mart", "star", "audit")
#: Linkage is not SQL: it reads every staged table with this ending, and writes to this schema.
CONTACT, LINKED = "__contact", "linked"

_KINDS = {"fct": 0, "bridge": 1, "dim": 2}
_CHECK = re.compile(r"check \((.*)\)$")
_MEMBERS = re.compile(r"(\w+) in (\(.*\))")
#: There is no need to say that a count is not below 0.
_COUNT = re.compile(r"\w+ >= 0")


@dataclass(frozen=True)
class Field:
    """A column: its type as DuckDB names it, and the full names of the parent columns it is a foreign key to."""

    name: str
    kind: str
    meaning: str
    may_be_empty: bool
    parents: tuple[str, ...] = ()


@dataclass(frozen=True)
class Query:
    """A query in the source tree that makes no table: an example, or a sheet of a partner's workbook."""

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
    """What is said about a table.

    `checks` is what holds for every row. `reads` and `read_by` are the full names of tables. `file` is where in the
    tree the table is made or, for `audit`, declared. A staged table has no fields, because nothing declares them.
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
        """Whether it is in the released database."""
        return self.schema in RELEASED


def describe(
    tables: Iterable[SqlTable], audit: Iterable[AuditTable], sheets: Sequence[Query], examples: Sequence[Query]
) -> tuple[Entry, ...]:
    """Return what is said about each table: released tables first, and facts before bridges and dimensions.

    Args:
        tables: The tables that SQL files make, including staged ones.
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
    """Return what is said about each table of this source tree."""
    return describe(sql_tables(), AUDIT, read_queries(SQL / "4_extracts"), read_queries(SQL / "examples"))


def read_queries(folder: Path) -> tuple[Query, ...]:
    """Return the query of every SQL file in a folder and its subfolders, or none if the folder does not exist."""
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
    """Yield what is checked for every row; columns with the same members share a line."""
    alike: dict[str, list[str]] = {}
    for constraint in contract.constraints:
        said = str(constraint.sqltext) if isinstance(constraint, CheckConstraint) else ""
        if members := _MEMBERS.fullmatch(said):
            alike.setdefault(members[2], []).append(members[1])
        elif said and not _COUNT.fullmatch(said):
            yield said
    yield from (f"{', '.join(sorted(columns))} in {members}" for members, columns in alike.items())
