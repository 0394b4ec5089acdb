"""The ledger of deliveries: what came, what became of it, and which are due.

Here: `audit.delivery` and `landed.record`, in which every row ever sent is accounted for. The rows
themselves are moved by `landing`.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from datetime import date, datetime
from typing import Literal

import duckdb

from pipelines.build import audit
from pipelines.build.warehouse import quoted
from pipelines.landing.delivery import Delivery
from schemas.agencies import all_agencies

Status = Literal["loaded", "refused"]

#: Stands for a file where a delivery was to be pulled from a database, and could not be.
DATABASE = "database"


@dataclass(frozen=True)
class Entry:
    """What became of one file of one revision of a delivery: a row of `audit.delivery`."""

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


#: Tells a delivery that was sent from a pull that failed.
_SENT = f"file <> '{DATABASE}' or sha256 is not null"


def create(con: duckdb.DuckDBPyConnection) -> None:
    """Create the ledger's tables where they are not there yet."""
    audit.create(con)
    con.execute("""
        create schema if not exists landed;
        create schema if not exists reference;
        create table if not exists landed.record (
            agency varchar not null,
            table_name varchar not null,
            file varchar not null,
            part integer not null,
            delivery_id varchar not null,
            delivery_date date not null,
            revision integer not null,
            row_number bigint not null,
            verdict varchar not null check (verdict in ('accepted', 'duplicate', 'rejected')),
            record_key varchar,
            record_date date,
            parent_table varchar,
            parent_key varchar
        );
    """)


def is_due(con: duckdb.DuckDBPyConnection, delivery: Delivery, contract_sha256: str) -> bool:
    """Say whether a delivery is to be loaded: new, changed since, or loaded under another contract."""
    known = con.execute(
        """
        select file, sha256, contract_sha256 from audit.delivery
        where agency = ? and delivery_date = ? and (file <> ? or sha256 is not null)
        qualify revision = max(revision) over ()
        """,
        [delivery.agency, delivery.sent_on, DATABASE],
    ).fetchall()
    entered = {(file, sha) for file, sha, _ in known if sha is not None}
    same_files = bool(known) and entered == set(delivery.hashes.items())
    return not same_files or any(contract != contract_sha256 for _, _, contract in known)


def next_revision(con: duckdb.DuckDBPyConnection, delivery: Delivery, status: Status) -> int:
    """Return the revision a delivery is to be entered under.

    The same files under another contract are the same revision, unless their verdict is now another.
    """
    latest = con.execute(
        """
        select revision, status, map_from_entries(list((file, sha256)) filter (sha256 is not null))
        from audit.delivery where agency = ? and delivery_date = ?
        group by revision, status order by revision desc limit 1
        """,
        [delivery.agency, delivery.sent_on],
    ).fetchone()
    if latest is None:
        return 1
    revision, last_status, hashes = latest
    return int(revision) if (last_status, hashes) == (status, delivery.hashes) else int(revision) + 1


def enter(con: duckdb.DuckDBPyConnection, entries: Sequence[Entry]) -> None:
    """Write the entries of one revision of a delivery, in place of any it had before."""
    first = entries[0]
    con.execute(
        "delete from audit.delivery where agency = ? and delivery_date = ? and revision = ?",
        [first.agency, first.delivery_date, first.revision],
    )
    con.executemany(
        f"insert into audit.delivery values ({', '.join('?' * len(astuple(first)))})",
        [astuple(entry) for entry in entries],
    )


def entries_since(con: duckdb.DuckDBPyConnection, moment: datetime) -> list[Entry]:
    """Return what was entered since a moment, oldest delivery first."""
    return _entries(con, "loaded_at >= ?", [moment])


def newest_entries(con: duckdb.DuckDBPyConnection) -> list[Entry]:
    """Return the entries of each agency's newest delivery, in its newest revision, and of a failed pull since."""
    newest = _newest(con, _SENT)
    last = {entry.agency: (entry.delivery_date, entry.revision) for entry in newest}
    pulls = (entry for entry in _newest(con, f"not ({_SENT})"))
    later = (pull for pull in pulls if (pull.delivery_date, pull.revision) > last.get(pull.agency, (date.min, 0)))
    return sorted([*newest, *later], key=lambda entry: (entry.agency, entry.delivery_date))


def newest_loaded(con: duckdb.DuckDBPyConnection) -> list[Entry]:
    """Return the entries of each agency's newest delivery that is loaded, in the revision in force."""
    return _newest(con, "status = 'loaded'")


def refusals(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries that say why a delivery is refused, of those given."""
    return [entry for entry in entries if entry.status == "refused" and entry.reason]


def not_made_good(con: duckdb.DuckDBPyConnection) -> list[Entry]:
    """Return why deliveries are refused whose days no later delivery of their agency covers.

    A delivery's newest revision counts; days that a refused delivery could not state are made good by any later one
    that states its own. Where an agency states none, only another delivery within half its cadence is the same one
    sent again.
    """
    cadences = ", ".join(f"({quoted(agency.stem)}, {agency.cadence.days})" for agency in all_agencies())
    return _entries(
        con,
        f"""
        status = 'refused' and reason is not null
        and revision = (
            select max(newest.revision) from audit.delivery as newest
            where newest.agency = delivery.agency and newest.delivery_date = delivery.delivery_date
        )
        and not exists (
            select 1 from audit.delivery as later
            left join (values {cadences}) as cadence(agency, days) on cadence.agency = later.agency
            where later.agency = delivery.agency
                and later.status = 'loaded'
                and later.delivery_date > delivery.delivery_date
                and coalesce(
                    later.covers_from <= delivery.covers_from and later.covers_to >= delivery.covers_to,
                    later.covers_from is not null or 2 * (later.delivery_date - delivery.delivery_date) < cadence.days,
                    true
                )
        )
        """,
        [],
    )


def _newest(con: duckdb.DuckDBPyConnection, condition: str) -> list[Entry]:
    newest = f"""
        (agency, delivery_date, revision) in (
            select agency, delivery_date, revision from audit.delivery where {condition}
            qualify row_number() over (partition by agency order by delivery_date desc, revision desc) = 1
        )
    """
    return _entries(con, newest, [])


def _entries(con: duckdb.DuckDBPyConnection, condition: str, values: list[object]) -> list[Entry]:
    columns = ", ".join(field.name for field in fields(Entry))
    rows = con.execute(
        f"select {columns} from audit.delivery where {condition} order by agency, delivery_date, revision, file",
        values,
    ).fetchall()
    return [Entry(*row) for row in rows]
