"""How a police delivery is read: three CSV files, and a manifest that states their window and row counts.

The force sends the delivery, or it is pulled from the force's database.
"""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb

from pipelines.defs.landing import agency_assets
from pipelines.files.refusal import Refusal
from pipelines.files.sheets import Sheet
from pipelines.landing.delivery import settling_seconds
from pipelines.landing.reader import Reader
from pipelines.pull.ledger import forget_failed_pulls
from pipelines.pull.pull import pull
from pipelines.pull.source import URL_VARIABLE
from schemas.contract import Table
from schemas.police import POLICE

MANIFEST = "manifest.json"


@dataclass(frozen=True)
class PoliceDelivery(Reader):
    """A delivery folder from the force, with its manifest (docs/contracts/police.md)."""

    def covers(self, _file: str | None, /) -> tuple[date, date]:
        """Return the window of recorded dates that the delivery restates."""
        first, last = self._day("recorded_from"), self._day("recorded_to")
        if last < first:
            raise Refusal(MANIFEST, "recorded_to is before recorded_from; send it again with the right dates")
        return first, last

    def stated_rows(self, table: Table, _sheets: Sequence[Sheet], /) -> int:
        """Return the manifest's row count for a file."""
        rows = self._manifest.get("rows")
        stated = rows.get(table.file) if isinstance(rows, dict) else None
        if not isinstance(stated, int):
            raise Refusal(MANIFEST, f"it gives no number of rows for {table.file}; send it again with one")
        return stated

    @cached_property
    def _manifest(self) -> dict[str, Any]:
        try:
            manifest = json.loads(self.delivery.file(MANIFEST).read_text(encoding="utf-8-sig"))
        except (ValueError, OSError, RecursionError):
            raise Refusal(MANIFEST, "it can't be read as JSON; send it again") from None
        if not isinstance(manifest, dict):
            raise Refusal(
                MANIFEST, "the file must hold one JSON object; write it as the contract shows and send it again"
            )
        return manifest

    def _day(self, name: str) -> date:
        try:
            return date.fromisoformat(str(self._manifest.get(name)))
        except ValueError:
            raise Refusal(
                MANIFEST, f"{name} is missing or is not a date like 2017-08-01; send it again with one"
            ) from None


def _pull(con: duckdb.DuckDBPyConnection, raw: Path, today: date) -> str | None:
    """Pull from the force's database if its address is set; if it isn't, remove any failed pull from the ledger."""
    url = os.environ.get(URL_VARIABLE, "").strip()
    if url:
        return pull(con, raw, POLICE, url, today, settling_seconds())
    forget_failed_pulls(con, POLICE)
    return None


defs = agency_assets(POLICE, PoliceDelivery, _pull)
