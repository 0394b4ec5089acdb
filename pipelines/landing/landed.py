"""Where accepted rows go: identities to the vault, the rest to `landed`, and every row to `landed.record`.

Here: writing what an examination left in temporary tables. Free text is in neither: nobody reads it.
"""

from collections.abc import Mapping, Sequence

import duckdb

from pipelines.landing.delivery import Delivery
from pipelines.landing.reading import PART_ROWS, sql_type
from pipelines.landing.verdicts import accepted_parent
from schemas.contract import Agency, Column, Table


def landed_name(agency: Agency, table: Table) -> str:
    """Return the name of a table in the layers below `raw/`: `police__offences`."""
    return f"{agency.stem}__{table.name}"


def create_landed(con: duckdb.DuckDBPyConnection, agency: Agency, table: Table) -> None:
    """Create the table that accepted rows land in."""
    columns = {
        "delivery_id": "VARCHAR",
        "delivery_date": "DATE",
        "revision": "INTEGER",
        "row_number": "BIGINT",
        "record_key": "VARCHAR",
        **{column.name: _landed_type(table, column) for column in table.landed},
        **dict.fromkeys(table.derived or {}, "VARCHAR"),
    }
    _create(con, "build", "landed", landed_name(agency, table), columns)


def _create_vaulted(con: duckdb.DuckDBPyConnection, agency: Agency, table: Table) -> None:
    columns = {
        "delivery_id": "VARCHAR",
        "revision": "INTEGER",
        "row_number": "BIGINT",
        "record_key": "VARCHAR",
        **{column.name: sql_type(column) for column in table.identities},
    }
    _create(con, "vault", "identity", landed_name(agency, table), columns)


def _create(con: duckdb.DuckDBPyConnection, database: str, schema: str, name: str, columns: Mapping[str, str]) -> None:
    """Create a table, anew where its columns are others.

    Under a new contract every delivery lands again, but not what is in force of its earlier revisions, or of a delivery
    that lies in `raw/` no more: those rows keep the columns that are the same.
    """
    there = con.execute(
        "select column_name, data_type from duckdb_columns()"
        " where database_name = ? and schema_name = ? and table_name = ?",
        [database, schema, name],
    ).fetchall()
    if dict(there) == columns:
        return
    same = {column for column, kind in there if columns.get(column) == kind}
    cells = (f"cast({column if column in same else 'null'} as {kind}) as {column}" for column, kind in columns.items())
    rows = f"from {database}.{schema}.{name}" if there else "limit 0"
    con.execute(f"create or replace table {database}.{schema}.{name} as select {', '.join(cells)} {rows}")


def _landed_type(table: Table, column: Column) -> str:
    """Return the type a column lands in: of a cell that holds several records, each lands by itself."""
    return "VARCHAR" if column == table.exploded else sql_type(column)


def fill_vault(con: duckdb.DuckDBPyConnection, agency: Agency, delivery: Delivery, revision: int) -> None:
    """Put the identities of a delivery's accepted rows into the attached vault, in place of what it gave before.

    Of an earlier revision only those stay whose row is now rejected, since that version is still in force; where the
    key of a rejected row can't be read, all that are not accepted now, since that row may be any of them.
    """
    gone, now = ("in", "accepted") if _has_unreadable_key(con, agency) else ("not in", "rejected")
    for table in agency.tables:
        if not table.identities:
            continue
        name = f"vault.identity.{landed_name(agency, table)}"
        _create_vaulted(con, agency, table)
        con.execute(
            f"""
            delete from {name}
            where delivery_id = ? and (revision = ? or record_key {gone} (
                select record_key from {table.name}_record join {table.name}_verdict using (row_number)
                where verdict = '{now}' and record_key is not null
            ))
            """,
            [delivery.delivery_id, revision],
        )
        con.execute(
            f"""
            insert into {name} by name
            select
                ? as delivery_id, ? as revision, row_number % {PART_ROWS} as row_number, record_key,
                {_cells(table, table.identities)}
            from {table.name}_read as child
            join {table.name}_record using (row_number)
            join {table.name}_verdict using (row_number)
            where verdict = 'accepted'
            """,
            [delivery.delivery_id, revision],
        )


def _has_unreadable_key(con: duckdb.DuckDBPyConnection, agency: Agency) -> bool:
    """Say whether the key of any rejected row of the delivery can't be read."""
    return any(
        con.execute(f"select 1 from {table.name}_record where record_key is null limit 1").fetchone()
        for table in agency.tables
    )


def fill_landed(con: duckdb.DuckDBPyConnection, agency: Agency, delivery: Delivery, revision: int) -> None:
    """Land a delivery's accepted rows and the record of every row, in place of what this revision gave before.

    Earlier revisions stay: where a correction's row is rejected, the version before it is still in force.
    """
    con.execute("delete from landed.record where delivery_id = ? and revision = ?", [delivery.delivery_id, revision])
    for table in agency.tables:
        name = f"landed.{landed_name(agency, table)}"
        parent = f"left join {accepted_parent(table)} as parent using ({table.key[0]})" if table.parent else ""
        derived = "".join(f", {sql} as {column}" for column, sql in (table.derived or {}).items())
        con.execute(f"delete from {name} where delivery_id = ? and revision = ?", [delivery.delivery_id, revision])
        con.execute(
            f"""
            insert into {name} by name
            select
                ? as delivery_id, cast(? as date) as delivery_date, ? as revision,
                child.row_number % {PART_ROWS} as row_number, record_key,
                {_cells(table, table.landed)} {derived}
            from {table.name}_read as child
            join {table.name}_record as record using (row_number)
            join {table.name}_verdict using (row_number)
            {parent}
            where verdict = 'accepted'
            """,
            [delivery.delivery_id, delivery.sent_on, revision],
        )
        con.execute(
            f"""
            insert into landed.record by name
            select
                ? as agency, ? as table_name, file, cast(part as integer) as part,
                ? as delivery_id, cast(? as date) as delivery_date, ? as revision,
                verdict.row_number % {PART_ROWS} as row_number,
                verdict, record_key, record_date, parent_table, parent_key
            from {table.name}_verdict as verdict
            join {table.name}_part on part = verdict.row_number // {PART_ROWS}
            left join {table.name}_record using (row_number)
            """,
            [agency.stem, table.name, delivery.delivery_id, delivery.sent_on, revision],
        )


def _cells(table: Table, columns: Sequence[Column]) -> str:
    """Return SQL for columns of an accepted row: of a cell that holds several records, its record's own."""
    return ", ".join(
        f"one_{column.name} as {column.name}" if column == table.exploded else f"child.{column.name}"
        for column in columns
    )
