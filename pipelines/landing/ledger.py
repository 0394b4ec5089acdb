"""The ledger of deliveries: what came, what became of each delivery, and which are due.

Here: `audit.delivery` and `landed.record`, which account for every row ever sent. `land` moves the rows themselves.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Literal

import duckdb

from pipelines.build import audit_tables
from pipelines.build.statement import Statements
from pipelines.landing.delivery import Delivery
from schemas.agencies import all_agencies

_SQL = Statements(__file__)

Status = Literal["loaded", "refused"]

#: Used as the file name when a delivery could not be pulled from a database.
DATABASE = "database"


@dataclass(frozen=True)
class Entry:
    """What became of one file in one revision of a delivery: a row of `audit.delivery`."""

    agency: str
    delivery_date: date
    file: str
    revision: int
    status: Status
    rows_sent: int
    rows_accepted: int
    rows_duplicate: int
    rows_rejected: int
    warnings: int
    sha256: str | None
    loaded_at: datetime
    reason: str | None
    covers_from: date | None
    covers_to: date | None
    restates: bool
    is_contracted: bool
    contract_sha256: str


#: The ledger's columns.
_COLUMNS = tuple(field.name for field in fields(Entry))


def create(con: duckdb.DuckDBPyConnection) -> None:
    """Create any of the ledger's tables that don't exist."""
    audit_tables.create(con)
    con.execute(_SQL("create_ledger"))


def is_created(con: duckdb.DuckDBPyConnection) -> bool:
    """Say whether there is a ledger: a first night that failed early leaves none."""
    return con.execute(_SQL("has_ledger")).fetchone() is not None


def is_due(con: duckdb.DuckDBPyConnection, delivery: Delivery, contract_sha256: str) -> bool:
    """Say whether a delivery should be loaded: it is new, has changed, or was loaded under another contract."""
    asked_for = {"agency": delivery.agency, "delivery_date": delivery.sent_on, "database": DATABASE}
    known = con.execute(_SQL("known_files"), asked_for).fetchall()
    entered = {(file, sha) for file, sha, _ in known if sha is not None}
    same_files = bool(known) and entered == set(delivery.hashes.items())
    return not same_files or any(contract != contract_sha256 for _, _, contract in known)


def next_revision(con: duckdb.DuckDBPyConnection, delivery: Delivery, status: Status) -> int:
    """Return the revision under which to enter a delivery.

    The same files under another contract are the same revision, unless the delivery's status has changed.
    """
    asked_for = {"agency": delivery.agency, "delivery_date": delivery.sent_on}
    latest = con.execute(_SQL("latest_revision"), asked_for).fetchone()
    if latest is None:
        return 1
    revision, last_status, hashes = latest
    return int(revision) if (last_status, hashes) == (status, delivery.hashes) else int(revision) + 1


def enter(con: duckdb.DuckDBPyConnection, entries: Sequence[Entry]) -> None:
    """Write the entries for one revision of a delivery, replacing any it had before."""
    first = entries[0]
    con.execute(
        _SQL("clear_entries"),
        {"agency": first.agency, "delivery_date": first.delivery_date, "revision": first.revision},
    )
    con.executemany(_SQL("enter_file"), [asdict(entry) for entry in entries])


def entries_since(con: duckdb.DuckDBPyConnection, moment: datetime) -> list[Entry]:
    """Return the entries made since a moment, oldest delivery first."""
    return _entries(con, "entries_since", {"moment": moment})


def newest_entries(con: duckdb.DuckDBPyConnection) -> list[Entry]:
    """Return the entries for each agency's newest delivery, in its newest revision, and for a failed pull since."""
    newest = _newest(con, "sent")
    last = {entry.agency: (entry.delivery_date, entry.revision) for entry in newest}
    pulls = (entry for entry in _newest(con, "failed pull"))
    later = (pull for pull in pulls if (pull.delivery_date, pull.revision) > last.get(pull.agency, (date.min, 0)))
    return sorted([*newest, *later], key=lambda entry: (entry.agency, entry.delivery_date))


def newest_loaded(con: duckdb.DuckDBPyConnection) -> list[Entry]:
    """Return the entries for each agency's newest loaded delivery, in its current revision."""
    return _newest(con, "loaded")


def refusals(entries: Sequence[Entry]) -> list[Entry]:
    """Return those entries that say why a delivery was refused."""
    return [entry for entry in entries if entry.status == "refused" and entry.reason]


def not_made_good(con: duckdb.DuckDBPyConnection) -> list[Entry]:
    """Return the entries for refused deliveries whose days no later delivery from the same agency covers.

    Only a delivery's newest revision counts. If a refused delivery's days are unknown, any later delivery that states
    its own days makes it good. If an agency never states days, only a delivery within half its cadence counts as the
    same one sent again.
    """
    agencies = all_agencies()
    cadences = {
        "agencies": [agency.stem for agency in agencies],
        "days": [agency.cadence.days for agency in agencies],
    }
    return _entries(con, "not_made_good", cadences)


def _newest(con: duckdb.DuckDBPyConnection, asked_for: Literal["sent", "failed pull", "loaded"]) -> list[Entry]:
    return _entries(con, "newest_entries", {"asked_for": asked_for, "database": DATABASE})


def _entries(con: duckdb.DuckDBPyConnection, statement: str, values: Mapping[str, object]) -> list[Entry]:
    rows = con.execute(_SQL(statement, columns=_COLUMNS), dict(values)).fetchall()
    return [Entry(*row) for row in rows]
