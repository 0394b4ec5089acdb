"""Where accepted rows go: identities to the vault, the rest to `landed`, and every row to `landed.record`.

Here: writing what an examination left in temporary tables. Free text is never read, so it is not written anywhere.
"""

from collections.abc import Mapping

import duckdb

from pipelines.build.statement import Sql, Statements, name
from pipelines.landing.cells import PART_ROWS
from pipelines.landing.delivery import Delivery
from pipelines.landing.row_verdicts import parent_key
from pipelines.landing.values import sql_type
from schemas.contract import Agency, Column, Table

_SQL = Statements(__file__)

_TEXT = Sql("VARCHAR")


def landed_name(agency: Agency, table: Table) -> str:
    """Return a table's name in the layers after `raw/`: `police__offences`."""
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
    """Create a table, or create it again if its columns have changed.

    Under a new contract every delivery lands again, except for current rows from its earlier revisions and from
    deliveries that are no longer in `raw/`. Those rows keep the columns that haven't changed.
    """
    place = {"database": database, "schema": schema, "table": table}
    there = con.execute(_SQL("columns_there"), place).fetchall()
    if dict(there) == columns:
        return
    same = {column for column, kind in there if columns.get(column) == kind}
    full_name = name(database, schema, table)
    con.execute(_SQL("make_table", table=full_name, columns=columns, same=same, is_there=bool(there)))


def _landed_type(table: Table, column: Column) -> Sql:
    """Return the type in which a column lands. If a cell holds several records, each one lands by itself."""
    return _TEXT if column == table.exploded else sql_type(column)


def fill_vault(con: duckdb.DuckDBPyConnection, agency: Agency, delivery: Delivery, revision: int) -> None:
    """Put the identities from a delivery's accepted rows into the attached vault, replacing those it gave before.

    Identities from an earlier revision only stay if their row is now rejected, because the earlier version is still
    current. If a rejected row's key can't be read, all those that aren't accepted now stay: that row may be any of
    them.
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
    """Say whether any rejected row in the delivery has a key that can't be read."""
    return any(con.execute(_SQL("unreadable_key", table=table)).fetchone() for table in agency.tables)


def fill_landed(con: duckdb.DuckDBPyConnection, agency: Agency, delivery: Delivery, revision: int) -> None:
    """Land a delivery's accepted rows and the record of every row, replacing what this revision gave before.

    Earlier revisions stay: if a row in a correction is rejected, the version before it is still current.
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
            # The contract states these as SQL.
            derived={column: Sql(sql) for column, sql in (table.derived or {}).items()},
            part_rows=PART_ROWS,
        )
        con.execute(statement, given)
        statement = _SQL("fill_records", table=table, part_rows=PART_ROWS)
        con.execute(statement, {**given, "agency": agency.stem, "table_name": table.name})
