"""Where accepted rows go: identities to the vault, the rest to `landed`, and every row to `landed.record`.

Here: writing what an examination left in temporary tables. Free text is in neither: nobody reads it.
"""

from collections.abc import Mapping

import duckdb

from pipelines.build.statement import Sql, Statements, name
from pipelines.landing.cells import PART_ROWS, sql_type
from pipelines.landing.delivery import Delivery
from pipelines.landing.row_verdicts import parent_key
from schemas.contract import Agency, Column, Table

_SQL = Statements(__file__)

_TEXT = Sql("VARCHAR")


def landed_name(agency: Agency, table: Table) -> str:
    """Return the name of a table in the layers below `raw/`: `police__offences`."""
    return f"{agency.stem}__{table.name}"


def create_landed(con: duckdb.DuckDBPyConnection, agency: Agency, table: Table) -> None:
    """Create the table that accepted rows land in."""
    columns = {
        "delivery_id": _TEXT,
        "delivery_date": Sql("DATE"),
        "revision": Sql("INTEGER"),
        "row_number": Sql("BIGINT"),
        "record_key": _TEXT,
        **{column.name: _landed_type(table, column) for column in table.landed},
        **dict.fromkeys(table.derived or {}, _TEXT),
    }
    _create(con, "build", "landed", landed_name(agency, table), columns)


def _create_vaulted(con: duckdb.DuckDBPyConnection, agency: Agency, table: Table) -> None:
    columns = {
        "delivery_id": _TEXT,
        "revision": Sql("INTEGER"),
        "row_number": Sql("BIGINT"),
        "record_key": _TEXT,
        **{column.name: sql_type(column) for column in table.identities},
    }
    _create(con, "vault", "identity", landed_name(agency, table), columns)


def _create(con: duckdb.DuckDBPyConnection, database: str, schema: str, table: str, columns: Mapping[str, Sql]) -> None:
    """Create a table, anew where its columns are others.

    Under a new contract every delivery lands again, but not what is in force of its earlier revisions, or of a delivery
    that lies in `raw/` no more: those rows keep the columns that are the same.
    """
    place = {"database": database, "schema": schema, "table": table}
    there = con.execute(_SQL("columns_there"), place).fetchall()
    if dict(there) == columns:
        return
    same = {column for column, kind in there if columns.get(column) == kind}
    full_name = name(database, schema, table)
    con.execute(_SQL("make_table", table=full_name, columns=columns, same=same, is_there=bool(there)))


def _landed_type(table: Table, column: Column) -> Sql:
    """Return the type a column lands in: of a cell that holds several records, each lands by itself."""
    return _TEXT if column == table.exploded else sql_type(column)


def fill_vault(con: duckdb.DuckDBPyConnection, agency: Agency, delivery: Delivery, revision: int) -> None:
    """Put the identities of a delivery's accepted rows into the attached vault, in place of what it gave before.

    Of an earlier revision only those stay whose row is now rejected, since that version is still in force; where the
    key of a rejected row can't be read, all that are not accepted now, since that row may be any of them.
    """
    is_unsure = _has_unreadable_key(con, agency)
    of_revision = {"delivery_id": delivery.delivery_id, "revision": revision}
    for table in agency.tables:
        if not table.identities:
            continue
        _create_vaulted(con, agency, table)
        vault = name("vault", "identity", landed_name(agency, table))
        con.execute(_SQL("clear_vault", vault=vault, table=table, is_unsure=is_unsure), of_revision)
        statement = _SQL("fill_vault", vault=vault, table=table, columns=table.identities, part_rows=PART_ROWS)
        con.execute(statement, of_revision)


def _has_unreadable_key(con: duckdb.DuckDBPyConnection, agency: Agency) -> bool:
    """Say whether the key of any rejected row of the delivery can't be read."""
    return any(con.execute(_SQL("unreadable_key", table=table)).fetchone() for table in agency.tables)


def fill_landed(con: duckdb.DuckDBPyConnection, agency: Agency, delivery: Delivery, revision: int) -> None:
    """Land a delivery's accepted rows and the record of every row, in place of what this revision gave before.

    Earlier revisions stay: where a correction's row is rejected, the version before it is still in force.
    """
    of_revision = {"delivery_id": delivery.delivery_id, "revision": revision}
    given = {**of_revision, "delivery_date": delivery.sent_on}
    con.execute(_SQL("clear_records"), of_revision)
    for table in agency.tables:
        landed = name("landed", landed_name(agency, table))
        con.execute(_SQL("clear_landed", landed=landed), of_revision)
        statement = _SQL(
            "fill_landed",
            landed=landed,
            table=table,
            parent_key=parent_key(table),
            columns=table.landed,
            # The contract declares these as SQL.
            derived={column: Sql(sql) for column, sql in (table.derived or {}).items()},
            part_rows=PART_ROWS,
        )
        con.execute(statement, given)
        statement = _SQL("fill_records", table=table, part_rows=PART_ROWS)
        con.execute(statement, {**given, "agency": agency.stem, "table_name": table.name})
