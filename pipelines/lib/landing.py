"""One delivery, from its folder to the warehouse: read, examined, and landed or refused whole.

Here: the order of things, so that a crash between any two writes is healed by the next run. A delivery counts
as loaded when the ledger says so, and that is the last thing written; until then the next run does it all
again and overwrites what it finds.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple, Protocol

import duckdb

from pipelines.lib import ledger, vault
from pipelines.lib.delivery import Delivery, deliveries
from pipelines.lib.examination import Examined, accepted_parent, examine, is_fatal
from pipelines.lib.reading import Stated, sql_type
from pipelines.lib.refusal import Refusal
from pipelines.lib.rejected import write_rejected
from pipelines.lib.sheets import Sheet
from pipelines.lib.warehouse import Warehouse
from schemas.contract import Agency, Column, Table


class Reader(Protocol):
    """How an agency's delivery is read; each agency has one in `pipelines/defs/agencies/`.

    Its methods raise `Refusal` where the delivery is not what the contract says.
    """

    def covers(self) -> tuple[date | None, date | None]:
        """Return the first and last day the delivery states it covers; None for an append delivery."""

    def sheet(self, table: Table) -> Sheet:
        """Return the rows of a table as sent."""

    def stated_rows(self, table: Table, sheet: Sheet, /) -> int | None:
        """Return how many rows the sender says the table has, once the sheet has been read."""


class Landing(NamedTuple):
    """What a landing needs to know: the warehouse, the spellings, and the code's and reference's version."""

    warehouse: Warehouse
    spellings: Mapping[str, Mapping[str, str]]
    contract_sha256: str


def land_agency(
    con: duckdb.DuckDBPyConnection,
    raw: Path,
    agency: Agency,
    open_delivery: Callable[[Delivery], Reader],
    landing: Landing,
    settling_seconds: float,
) -> Iterator[list[ledger.Entry]]:
    """Land the agency's deliveries that are due, oldest first.

    Yields:
        The ledger's entries of each delivery that was landed or refused.
    """
    for table in agency.tables:
        _create_landed(con, agency, table)
    for delivery in deliveries(raw, agency, settling_seconds):
        if ledger.is_due(con, delivery, landing.contract_sha256):
            yield _land(con, agency, delivery, open_delivery, landing)


def landed_name(agency: Agency, table: Table) -> str:
    """Return the name of a table in the layers below `raw/`: `police__offences`."""
    return f"{agency.stem}__{table.name}"


def _land(
    con: duckdb.DuckDBPyConnection,
    agency: Agency,
    delivery: Delivery,
    open_delivery: Callable[[Delivery], Reader],
    landing: Landing,
) -> list[ledger.Entry]:
    examined: dict[str, Examined] = {}
    refusals: list[Refusal] = []
    covers: tuple[date | None, date | None] = (None, None)
    try:
        reader = open_delivery(delivery)
        covers = reader.covers()
        stated = Stated(delivery.sent_on, *covers, landing.spellings)
        for table in agency.tables:
            try:
                if table.parent is not None and table.parent not in examined:
                    continue  # the parent's own fault is what the sender must hear of
                sheet = reader.sheet(table)
                examined[table.name] = found = examine(con, table, sheet, stated)
                _hold_whole(agency, found, reader.stated_rows(table, sheet))
            except Refusal as refusal:
                refusals.append(refusal)
    except Refusal as refusal:
        refusals.append(refusal)

    write_rejected(con, landing.warehouse, agency, delivery, examined.values(), refusals)
    entries = _entries(con, agency, delivery, examined, refusals, covers, landing)
    if refusals:
        _commit(con, lambda: ledger.enter(con, entries))
        return entries
    with vault.attached(con, landing.warehouse.vault):
        _commit(con, lambda: _fill_vault(con, agency, delivery))
    _commit(con, lambda: _fill_landed(con, agency, delivery, entries))
    return entries


def _hold_whole(agency: Agency, found: Examined, stated_rows: int | None) -> None:
    """Refuse a file whose total is off, that is empty where rows are due, or of which too much is rejected."""
    sent, rejected = found.rows_sent, found.rows_rejected
    if stated_rows is not None and stated_rows != sent:
        reason = f"it holds {sent:,} rows where the delivery states {stated_rows:,}; send it again, whole"
        raise Refusal(found.file, reason)
    if sent == 0 and not found.table.may_be_empty:
        raise Refusal(found.file, "it holds no rows, and rows are due; send it again with its rows")
    if rejected > agency.largest_rejected_share * sent:
        raise Refusal(
            found.file,
            f"{rejected:,} of {sent:,} rows ({rejected / sent:.0%}) are rejected, more than the "
            f"{agency.largest_rejected_share:.0%} allowed; put right the rows listed in the rejected workbook",
        )


def _entries(
    con: duckdb.DuckDBPyConnection,
    agency: Agency,
    delivery: Delivery,
    examined: Mapping[str, Examined],
    refusals: list[Refusal],
    covers: tuple[date | None, date | None],
    landing: Landing,
) -> list[ledger.Entry]:
    """Return an entry for each file of the delivery, and each that should have been there."""
    status: ledger.Status = "refused" if refusals else "loaded"
    revision = ledger.next_revision(con, delivery, status)
    loaded_at = datetime.now(UTC)
    by_file = {found.file.lower(): found for found in examined.values()}
    refused = {refusal.file.lower(): refusal.reason for refusal in refusals}
    files = dict.fromkeys([*delivery.hashes, *(table.file for table in agency.tables), *refused])

    def entry(file: str) -> ledger.Entry:
        found = by_file.get(file)
        sent, duplicate, rejected = (
            (found.rows_sent, found.rows_duplicate, found.rows_rejected) if found else (0, 0, 0)
        )
        if refusals:
            # Nothing of a refused delivery is loaded, so every row of it goes back.
            duplicate, rejected = 0, sent
        return ledger.Entry(
            agency=agency.stem,
            delivery_date=delivery.sent_on,
            file=file,
            revision=revision,
            status=status,
            rows_sent=sent,
            rows_accepted=sent - duplicate - rejected,
            rows_duplicate=duplicate,
            rows_rejected=rejected,
            warnings=found.warnings if found else 0,
            sha256=delivery.hashes.get(file),
            loaded_at=loaded_at,
            reason=refused.get(file) if refusals else found and _unreadable_keys(con, agency, found),
            covers_from=covers[0],
            covers_to=covers[1],
            restates=agency.restates,
            contract_sha256=landing.contract_sha256,
        )

    return [entry(file) for file in files]


def _unreadable_keys(con: duckdb.DuckDBPyConnection, agency: Agency, found: Examined) -> str | None:
    """Say so where a delivery withdraws nothing, since the key of a rejected row can't be read."""
    rows = con.execute(f"select count(*) from {found.table.name}_record where record_key is null").fetchone()
    if not agency.restates or rows is None or rows[0] == 0:
        return None
    return f"withdraws nothing: the key of {rows[0]:,} rejected rows can't be read"


def _create_landed(con: duckdb.DuckDBPyConnection, agency: Agency, table: Table) -> None:
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


def _fill_vault(con: duckdb.DuckDBPyConnection, agency: Agency, delivery: Delivery) -> None:
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


def _fill_landed(
    con: duckdb.DuckDBPyConnection, agency: Agency, delivery: Delivery, entries: list[ledger.Entry]
) -> None:
    con.execute("delete from landed.record where delivery_id = ?", [delivery.delivery_id])
    for table in agency.tables:
        name = f"landed.{landed_name(agency, table)}"
        parent = (
            f"left join {accepted_parent(table)} as parent using ({table.key[0]})" if table.parent else ""
        )
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
                ? as agency, ? as table_name, ? as delivery_id, cast(? as date) as delivery_date,
                row_number, verdict, record_key, record_date
            from {table.name}_verdict left join {table.name}_record using (row_number)
            """,
            [agency.stem, table.name, delivery.delivery_id, delivery.sent_on],
        )
    ledger.enter(con, entries)


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


def _commit(con: duckdb.DuckDBPyConnection, write: Callable[[], None]) -> None:
    con.execute("begin")
    try:
        write()
    except BaseException:
        con.execute("rollback")
        raise
    con.execute("commit")
