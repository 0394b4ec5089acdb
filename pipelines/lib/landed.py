"""Where accepted rows go: identities to the vault, the rest to `landed`, and every row to `landed.record`.

Here: writing what an examination left in temporary tables. Free text is in neither: nobody reads it.
"""

from collections.abc import Sequence

import duckdb

from pipelines.lib.delivery import Delivery
from pipelines.lib.examination import accepted_parent, is_fatal
from pipelines.lib.reading import sql_type
from schemas.contract import Agency, Column, Table


def landed_name(agency: Agency, table: Table) -> str:
    """Return the name of a table in the layers below `raw/`: `police__offences`."""
    return f"{agency.stem}__{table.name}"


def create_landed(con: duckdb.DuckDBPyConnection, agency: Agency, table: Table) -> None:
    """Create a landed table, anew where the contract's columns are others: what it held is in `raw/`."""
    columns = {
        "delivery_id": "VARCHAR",
        "delivery_date": "DATE",
        "row_number": "BIGINT",
        "record_key": "VARCHAR",
        **{column.name: _landed_type(table, column) for column in table.landed},
        **dict.fromkeys(table.derived or {}, "VARCHAR"),
    }
    name = f"landed.{landed_name(agency, table)}"
    there = con.execute(
        "select column_name, data_type from duckdb_columns() where schema_name || '.' || table_name = ?"
        " and database_name = current_database()",
        [name],
    ).fetchall()
    if dict(there) != columns:
        body = ", ".join(f"{column} {sql_type}" for column, sql_type in columns.items())
        con.execute(f"create or replace table {name} ({body})")


def _landed_type(table: Table, column: Column) -> str:
    """Return the type a column lands in: of a cell that holds several records, each lands by itself."""
    return "VARCHAR" if column == table.exploded else sql_type(column)


def fill_vault(con: duckdb.DuckDBPyConnection, agency: Agency, delivery: Delivery) -> None:
    """Put the identities of a delivery\'s accepted rows into the attached vault, in place of what it gave before."""
    for table in agency.tables:
        if not table.identities:
            continue
        name = f"vault.identity.{landed_name(agency, table)}"
        con.execute(f"""
            create table if not exists {name} as
            select '' as delivery_id, row_number, record_key, {_cells(table, table.identities)}
            from {table.name}_read as child join {table.name}_record using (row_number) limit 0
        """)
        con.execute(f"delete from {name} where delivery_id = ?", [delivery.delivery_id])
        con.execute(
            f"""
            insert into {name}
            select ? as delivery_id, row_number, record_key, {_cells(table, table.identities)}
            from {table.name}_read as child
            join {table.name}_record using (row_number)
            join {table.name}_verdict using (row_number)
            where verdict = 'accepted'
            """,
            [delivery.delivery_id],
        )


def fill_landed(con: duckdb.DuckDBPyConnection, agency: Agency, delivery: Delivery) -> None:
    """Land a delivery\'s accepted rows and the record of every row, in place of what it gave before."""
    con.execute("delete from landed.record where delivery_id = ?", [delivery.delivery_id])
    for table in agency.tables:
        name = f"landed.{landed_name(agency, table)}"
        parent = f"left join {accepted_parent(table)} as parent using ({table.key[0]})" if table.parent else ""
        derived = "".join(f", {sql} as {column}" for column, sql in (table.derived or {}).items())
        con.execute(f"delete from {name} where delivery_id = ?", [delivery.delivery_id])
        con.execute(
            f"""
            insert into {name} by name
            select
                ? as delivery_id, cast(? as date) as delivery_date, child.row_number, record_key,
                {_cells(table, table.landed)} {derived}
            from {table.name}_read as child
            join {table.name}_record as record using (row_number)
            join {table.name}_verdict using (row_number)
            {parent}
            where verdict = 'accepted'
            """,
            [delivery.delivery_id, delivery.sent_on],
        )
        con.execute(
            f"""
            insert into landed.record by name
            select
                ? as agency, ? as table_name, ? as file, ? as delivery_id, cast(? as date) as delivery_date,
                row_number, verdict, record_key, record_date
            from {table.name}_verdict left join {table.name}_record using (row_number)
            """,
            [agency.stem, table.name, table.file, delivery.delivery_id, delivery.sent_on],
        )


def _cells(table: Table, columns: Sequence[Column]) -> str:
    """Return SQL for the columns of an accepted row, without the optional cells that broke a rule."""
    lost = f"(select row_number from {table.name}_fault where effect = 'lose' and column_name = '{{}}')"

    def cell(column: Column) -> str:
        if column == table.exploded:
            return f"one_{column.name} as {column.name}"
        if is_fatal(table, column):
            return f"child.{column.name}"
        return (
            f"case when child.row_number not in {lost.format(column.name)} then child.{column.name} end"
            f" as {column.name}"
        )

    return ", ".join(cell(column) for column in columns)
