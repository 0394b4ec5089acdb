"""What the ledger says about pulls: the last day that deliveries cover, and which pulls failed.

Here: entering a failed pull as a refusal on the day it was tried, and removing it again if it turns out that nothing
was missing. The pull itself is in `pull`.
"""

from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from pipelines.build.statement import Statements
from pipelines.build.warehouse import transaction
from pipelines.landing import ledger
from pipelines.landing.delivery import Delivery
from schemas.contract import Agency

_SQL = Statements(__file__)


def covered_until(con: duckdb.DuckDBPyConnection, agency: Agency) -> date | None:
    """Return the last day that the agency's loaded deliveries cover, using each one's newest loaded revision."""
    found = con.execute(_SQL("covered_until"), {"agency": agency.stem}).fetchone()
    return found[0] if found else None


def enter_failed_pull(
    con: duckdb.DuckDBPyConnection, raw: Path, agency: Agency, today: date, reason: str, contract_sha256: str
) -> ledger.Entry:
    """Enter that today's pull failed, replacing earlier failures that no delivery has made good."""
    unmade = Delivery(agency.stem, today, raw / agency.stem / str(today))
    with transaction(con):
        forget_failed_pulls(con, agency)
        entry = ledger.Entry(
            agency=agency.stem,
            delivery_date=today,
            file=ledger.DATABASE,
            revision=ledger.next_revision(con, unmade, "refused"),
            status="refused",
            rows_sent=0,
            rows_accepted=0,
            rows_duplicate=0,
            rows_rejected=0,
            warnings=0,
            sha256=None,
            loaded_at=datetime.now(UTC),
            reason=reason,
            covers_from=None,
            covers_to=None,
            restates=agency.restates,
            is_contracted=True,
            contract_sha256=contract_sha256,
        )
        ledger.enter(con, [entry])
    return entry


def forget_failed_pulls(con: duckdb.DuckDBPyConnection, agency: Agency) -> None:
    """Remove failed pulls from the ledger, except those that a later delivery made good, which are history."""
    con.execute(_SQL("forget_failed_pulls"), {"agency": agency.stem, "file": ledger.DATABASE})
