"""A table, built from its SQL in one transaction and checked against its declaration in `schemas/`.

Here: keys, checks, comments, grain and foreign keys. `sql_file` reads a table's file.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Literal

import duckdb
from duckdb_sqlalchemy import Dialect
from sqlalchemy import Table
from sqlalchemy.schema import CreateTable

from pipelines.build import provenance
from pipelines.build.sql_file import ContractBroken, SqlTable
from pipelines.build.statement import Sql, Statements, name
from pipelines.build.warehouse import transaction

_SQL = Statements(__file__)

_PRIMARY_KEY = re.compile(r",\s*PRIMARY KEY \([^)]*\)")


def build_table(con: duckdb.DuckDBPyConnection, table: SqlTable, made_of: Mapping[str, str]) -> bool:
    """Build a table in one transaction, checked against its contract and its grain, unless it is up to date.

    Args:
        con: The build database.
        table: The table.
        made_of: The fingerprint of everything that the table may read, by full name.

    Returns:
        Whether it was built.

    Raises:
        ContractBroken: if it reads a table that nothing makes, its columns are not the contract's, a key or check
            fails, the grain is not unique, or the query itself fails. The existing table is then unchanged.
    """
    unknown = table.dependencies - set(made_of)
    if unknown:
        raise ContractBroken(f"{table.full_name} reads {', '.join(sorted(unknown))}, which nothing makes")
    columns = list(table.contract.columns) if table.contract is not None else []
    declared = [_ddl(table.contract) if table.contract is not None else "", *(str(each.comment) for each in columns)]
    read = [f"{name} {made_of[name]}" for name in sorted(table.dependencies)]
    fingerprint = provenance.fingerprint(table.query, table.description, *declared, *read)
    if made_of.get(table.full_name) == fingerprint:
        return False
    try:
        with transaction(con):
            con.execute(f"create schema if not exists {name(table.schema)}")
            create(con, table, table.query)
            provenance.note(con, table.full_name, fingerprint, _hold_to_grain(con, table))
    except duckdb.ConstraintException as error:
        raise ContractBroken(f"{table.full_name} breaks its contract: {error}") from None
    except duckdb.Error as error:
        raise ContractBroken(f"{table.full_name} can't be built: {error}") from None
    return True


def create(con: duckdb.DuckDBPyConnection, table: SqlTable, query: str, catalog: str | None = None) -> None:
    """Create a table from a query, with the checks and comments that are declared for the table."""
    sql_name = name(catalog, table.schema, table.name) if catalog else table.sql_name
    if table.contract is None:
        con.execute(_SQL("create_as", table=sql_name, query=Sql(query)))
    else:
        _hold_to_columns(con, table.contract, query)
        con.execute(f"drop table if exists {sql_name}")
        con.execute(_ddl(table.contract).replace(table.full_name, sql_name, 1))
        con.execute(_SQL("fill", table=sql_name, query=Sql(query)))
    for comment in _comments(table, sql_name):
        con.execute(comment)


def _ddl(contract: Table) -> str:
    """Return the statement that creates the table: its columns and checks, without its keys.

    A primary key would be an index. DuckDB pads an index page with whatever was in that memory before, which may be a
    name from a delivery. The check of the grain ensures that a key is unique.
    """
    statement = CreateTable(contract, include_foreign_key_constraints=[])
    return _PRIMARY_KEY.sub("", str(statement.compile(dialect=Dialect())))


def _comments(table: SqlTable, sql_name: Sql) -> Iterator[str]:
    yield comment_on("table", sql_name, table.description)
    for column in table.contract.columns if table.contract is not None else ():
        yield comment_on("column", Sql(f"{sql_name}.{name(column.name)}"), column.comment or "")


def comment_on(kind: Literal["table", "column"], thing: Sql, meaning: str) -> str:
    """Return the statement that adds a comment with the meaning of a table or column."""
    return _SQL("comment_on", kind=Sql(kind), thing=thing, meaning=meaning)


def _hold_to_columns(con: duckdb.DuckDBPyConnection, contract: Table, query: str) -> None:
    there = {row[0] for row in con.execute(f"describe {query}").fetchall()}
    declared = set(contract.columns.keys())
    if there != declared:
        raise ContractBroken(
            f"{contract.fullname} does not match its contract: "
            f"missing {sorted(declared - there)}, not declared {sorted(there - declared)}"
        )


def _hold_to_grain(con: duckdb.DuckDBPyConnection, table: SqlTable) -> int:
    grain = table.header.grain
    ((rows, distinct),) = con.execute(_SQL("repeats", table=table.sql_name, grain=grain)).fetchall()
    if rows != distinct:
        raise ContractBroken(f"{table.full_name}: {rows - distinct} rows repeat the grain {', '.join(grain)}")
    return int(rows)


def row_count(con: duckdb.DuckDBPyConnection, rows: Sql) -> int:
    """Return how many rows a table, or a query in brackets, has."""
    ((count,),) = con.execute(_SQL("count_rows", rows=rows)).fetchall()
    return int(count)


def orphans(con: duckdb.DuckDBPyConnection, table: SqlTable) -> dict[str, int]:
    """Count the rows without a parent for a foreign key, by the key's columns; only broken keys are listed."""
    found: dict[str, int] = {}
    for key in table.contract.foreign_key_constraints if table.contract is not None else ():
        pairs = [(element.parent.name, element.column.name) for element in key.elements]
        parent = key.referred_table
        orphaned = _SQL("orphans", table=table.sql_name, parent=name(str(parent.schema), parent.name), pairs=pairs)
        ((rows,),) = con.execute(orphaned).fetchall()
        if rows:
            found[", ".join(own for own, _ in pairs)] = rows
    return found
