"""One delivery, from its folder to the warehouse: read, examined, and landed or refused whole.

Here: the order of things, so that a crash between any two writes is healed by the next run. A delivery counts
as loaded when the ledger says so, and that is the last thing written; until then the next run does it all
again and overwrites what it finds.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple, Protocol

import duckdb

from pipelines.lib import ledger, vault
from pipelines.lib.delivery import Delivery, deliveries
from pipelines.lib.examination import Examined, examine, forget
from pipelines.lib.landed import create_landed, fill_landed, fill_vault
from pipelines.lib.reading import Stated
from pipelines.lib.refusal import Refusal
from pipelines.lib.rejected import write_rejected
from pipelines.lib.sheets import Sheet
from pipelines.lib.warehouse import Warehouse, transaction
from schemas.contract import Agency, Table


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
        create_landed(con, agency, table)
    for delivery in deliveries(raw, agency, settling_seconds):
        if ledger.is_due(con, delivery, landing.contract_sha256):
            entries = _land(con, agency, delivery, open_delivery, landing)
            for table in agency.tables:
                forget(con, table)
            yield entries


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
        with transaction(con):
            ledger.enter(con, entries)
        return entries
    with vault.attached(con, landing.warehouse.vault), transaction(con):
        fill_vault(con, agency, delivery, entries[0].revision)
    with transaction(con):
        fill_landed(con, agency, delivery, entries[0].revision)
        ledger.enter(con, entries)
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
        sent, duplicate, rejected = (found.rows_sent, found.rows_duplicate, found.rows_rejected) if found else (0, 0, 0)
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
            reason=refused.get(file) if refusals else _unreadable_keys(con, agency, found),
            covers_from=covers[0],
            covers_to=covers[1],
            restates=agency.restates,
            contract_sha256=landing.contract_sha256,
        )

    return [entry(file) for file in files]


def _unreadable_keys(con: duckdb.DuckDBPyConnection, agency: Agency, found: Examined | None) -> str | None:
    """Say so where a delivery withdraws nothing, since the key of a rejected row can't be read."""
    if found is None or not agency.restates:
        return None
    rows = con.execute(f"select count(*) from {found.table.name}_record where record_key is null").fetchone()
    if rows is None or rows[0] == 0:
        return None
    return (
        f"the delivery withdraws nothing, since the key of {rows[0]:,} rejected row{'s' * (rows[0] > 1)} can't be read"
    )
