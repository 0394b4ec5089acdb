"""Taking one delivery from its folder to the warehouse: it is read, examined, and landed or refused as a whole.

Here: the order of the steps, and the resulting entries in the ledger. `refusals` has the reasons to refuse a whole
delivery, and `row_rules` and `row_verdicts` the reasons to reject a row. The next run puts right a crash between any
two writes: the ledger is written last, and a delivery only counts as loaded once the ledger says so. Until then the
next run does everything again and overwrites what it finds.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import duckdb

from pipelines.build import vault
from pipelines.build.statement import Statements
from pipelines.build.warehouse import Warehouse, transaction
from pipelines.files.archive import PACKED_FILES
from pipelines.files.refusal import Refusal
from pipelines.files.sheets import Covers
from pipelines.landing import drift, ledger, synthetic
from pipelines.landing.cells import PART_ROWS, Stated
from pipelines.landing.delivery import Delivery, deliveries
from pipelines.landing.examination import Count, Examined, examine, forget
from pipelines.landing.landed import create_landed, fill_landed, fill_vault
from pipelines.landing.reader import Reader
from pipelines.landing.refusals import refuse
from pipelines.landing.rejected import write_rejected
from schemas.contract import Agency

_SQL = Statements(__file__)

_NOT_READ = "this isn't a file the agency is expected to send, so it was not read; remove it, or add it to the contract"


class Landing(NamedTuple):
    """What a landing needs to know: the warehouse, the spellings, and the version of the code and reference lists.

    `takes_synthetic` says that the warehouse takes deliveries of the synthetic sample.
    """

    warehouse: Warehouse
    spellings: Mapping[str, Mapping[str, str]]
    contract_sha256: str
    takes_synthetic: bool = False


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
        The ledger entries for each delivery that was landed or refused.
    """
    for table in agency.tables:
        create_landed(con, agency, table)
    synthetic.forget_removed(con, raw, agency)
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
    reader = open_delivery(delivery)
    covers: dict[str, Covers] = {}
    packed: Mapping[str, Sequence[str]] = {}
    try:
        synthetic.hold_to_kind(delivery, landing.takes_synthetic)
        packed = reader.packed()
        covers = {file: reader.covers(file) for file in _files(agency, delivery, packed)}
        stated = Stated(delivery.sent_on, *reader.covers(None), landing.spellings)
        for table in agency.tables:
            try:
                if table.parent is not None and table.parent not in examined:
                    continue  # the sender needs to know about the parent's own fault
                sheets = reader.sheets(table)
                examined[table.name] = found = examine(con, table, sheets, stated)
                refusals += refuse(agency, found, reader.stated_rows(table, sheets))
            except Refusal as refusal:
                refusals.append(refusal)
    except Refusal as refusal:
        refusals.append(refusal)

    if not any(synthetic.is_mark(refusal.file) for refusal in refusals):  # of the other kind: nothing goes back
        write_rejected(con, landing.warehouse, agency, delivery, examined.values(), refusals)
    entries = _entries(con, agency, delivery, examined, refusals, covers, packed, landing)
    if refusals:
        with transaction(con):
            _enter(con, entries, examined.values())
        return entries
    with vault.attached(con, landing.warehouse.vault), transaction(con):
        fill_vault(con, agency, delivery, entries[0].revision)
    with transaction(con):
        fill_landed(con, agency, delivery, entries[0].revision)
        _enter(con, entries, examined.values())
    return entries


def _enter(con: duckdb.DuckDBPyConnection, entries: list[ledger.Entry], examined: Iterable[Examined]) -> None:
    """Enter what became of a delivery's files, and how its columns were found."""
    first = entries[0]
    ledger.enter(con, entries)
    columns = (column for found in examined for column in found.columns)
    drift.enter(con, first.agency, first.delivery_date, first.revision, columns)


def _files(agency: Agency, delivery: Delivery, packed: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the files that are in a delivery or in its zips, and those that should be."""
    due = [table.file for table in agency.tables if "*" not in table.file]
    return list(dict.fromkeys([*delivery.hashes, *chain.from_iterable(packed.values()), *due]))


def _not_read(file: str) -> str:
    """Say why a file wasn't read, and what to do."""
    if file.lower().endswith(PACKED_FILES):
        return "this is a packed file, so it was not read; unpack it here, folders and all, and remove it"
    return _NOT_READ


def _entries(
    con: duckdb.DuckDBPyConnection,
    agency: Agency,
    delivery: Delivery,
    examined: Mapping[str, Examined],
    refusals: list[Refusal],
    covers: Mapping[str, Covers],
    packed: Mapping[str, Sequence[str]],
    landing: Landing,
) -> list[ledger.Entry]:
    """Return an entry for each file that is in the delivery or should have been."""
    status: ledger.Status = "refused" if refusals else "loaded"
    revision = ledger.next_revision(con, delivery, status)
    loaded_at = datetime.now(UTC)
    counts = {file.lower(): count for found in examined.values() for file, count in found.counts.items()}
    refused: dict[str, str] = {}
    for refusal in refusals:
        before = refused.get(refusal.file.lower())
        refused[refusal.file.lower()] = f"{before}, and {refusal.reason}" if before else refusal.reason
    notes = {} if refusals else _notes(con, agency, list(examined.values()))
    several = any("*" in table.file for table in agency.tables)
    one_of_several = {file for file, days in covers.items() if several and days[0] is not None}
    named = {*(table.file for table in agency.tables), *counts, *refused, *map(str.lower, agency.other_files), *packed}

    def entry(file: str) -> ledger.Entry:
        is_contracted = file in named or file in one_of_several or synthetic.is_mark(file)
        count = counts.get(file, Count())
        sent, duplicate, rejected = count.rows_sent, count.rows_duplicate, count.rows_rejected
        if refusals:
            # Nothing from a refused delivery is loaded, so every row goes back.
            duplicate, rejected = 0, sent
        covers_from, covers_to = covers.get(file, (None, None))
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
            warnings=count.warnings,
            sha256=delivery.hashes.get(file),
            loaded_at=loaded_at,
            reason=refused.get(file) if refusals else notes.get(file) or (None if is_contracted else _not_read(file)),
            covers_from=covers_from,
            covers_to=covers_to,
            restates=agency.restates,
            is_contracted=is_contracted,
            contract_sha256=landing.contract_sha256,
        )

    return [entry(file) for file in dict.fromkeys([*_files(agency, delivery, packed), *refused])]


def _notes(con: duckdb.DuckDBPyConnection, agency: Agency, examined: Sequence[Examined]) -> dict[str, str]:
    """Return a comment for each loaded file that needs one: unreadable keys, and what reading it took for granted."""
    notes = {file.lower(): [note] for file, note in _unreadable_keys(con, agency, examined).items()}
    for found in examined:
        for file, assumed in found.assumed.items():
            notes.setdefault(file.lower(), []).extend(assumed)
    return {file: "; ".join(said) for file, said in notes.items()}


def _unreadable_keys(con: duckdb.DuckDBPyConnection, agency: Agency, examined: Iterable[Examined]) -> dict[str, str]:
    """Return a sentence for each file with rejected rows whose keys can't be read, so that nothing is withdrawn."""
    if not agency.restates:
        return {}
    notes = {}
    for found in examined:
        statement = _SQL("unreadable_keys", table=found.table, part_rows=PART_ROWS)
        unreadable = con.execute(statement).fetchall()
        for file, rows in unreadable:
            has = "row has a reference" if rows == 1 else "rows have references"
            which = "which record it is" if rows == 1 else "which records they are"
            nothing_withdrawn = f"we can't tell {which}, so no earlier records were withdrawn"
            notes[file] = f"{rows:,} rejected {has} we can't read; {nothing_withdrawn}"
    return notes
