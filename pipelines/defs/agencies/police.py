"""How a police delivery is read: three CSV files, and a manifest that states their window and row counts.

The force sends the delivery, or it is pulled from the force's database.
"""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb

from pipelines.defs.landing import agency_assets
from pipelines.files.codes import spelling_key
from pipelines.files.json_text import loads
from pipelines.files.legible import visible
from pipelines.files.refusal import Refusal
from pipelines.files.sheets import Sheet
from pipelines.files.text_file import TextFile
from pipelines.landing import synthetic
from pipelines.landing.delivery import settling_seconds
from pipelines.landing.reader import Reader
from pipelines.pull.ledger import forget_failed_pulls
from pipelines.pull.pull import pull
from pipelines.pull.source import URL_VARIABLE, PullFailed
from schemas.contract import Table
from schemas.police import POLICE

MANIFEST = "manifest.json"

#: A day, year first or day before month, with or without a time.
_DAY = re.compile(
    r"(?:(?P<year>[0-9]{4})(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})"
    r"|(?P<first_day>[0-9]{1,2})(?P<other>[-/.])(?P<second_month>[0-9]{1,2})(?P=other)(?P<last_year>[0-9]{4}))"
    r"(?:[T ][0-9:.]+(?:Z|[+-][0-9:]+)?)?"
)
_NUMBER = re.compile(r"(?P<whole>[0-9]{1,9}|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.0+)?")


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
        stated = _by_spelling(rows).get(spelling_key(table.file)) if isinstance(rows, dict) else None
        found = None if isinstance(stated, bool) else _NUMBER.fullmatch(visible(str(stated)))
        if found is None:
            raise Refusal(MANIFEST, f"it gives no number of rows for {table.file}; send it again with one")
        return int(found["whole"].replace(",", ""))

    @cached_property
    def _manifest(self) -> dict[str, Any]:
        """What the manifest says, by the `spelling_key` of its keys."""
        try:
            with TextFile(self.delivery.file(MANIFEST), MANIFEST).lines() as lines:
                manifest = loads("".join(lines))
        except (ValueError, RecursionError):
            raise Refusal(MANIFEST, "it can't be read as JSON; send it again") from None
        if not isinstance(manifest, dict):
            raise Refusal(
                MANIFEST, "the file must hold one JSON object; write it as the contract shows and send it again"
            )
        return _by_spelling(manifest)

    def _day(self, name: str) -> date:
        found = _DAY.fullmatch(visible(str(self._manifest.get(spelling_key(name)))))
        try:
            if found:
                year, day = (found["year"], found["day"]) if found["year"] else (found["last_year"], found["first_day"])
                return date(int(year), int(found["month"] or found["second_month"]), int(day))
        except ValueError:
            pass  # the day doesn't exist
        raise Refusal(MANIFEST, f"{name} is missing or is not a date like 2017-08-01; send it again with one")


def _by_spelling(found: dict[str, Any]) -> dict[str, Any]:
    return {spelling_key(key): value for key, value in found.items()}


def _pull(con: duckdb.DuckDBPyConnection, raw: Path, today: date) -> str | None:
    """Pull from the force's database if its address is set; if it isn't, remove any failed pull from the ledger."""
    url = os.environ.get(URL_VARIABLE, "").strip()
    if url:
        if any(kind.has_synthetic for kind in synthetic.held(con).values()):
            raise PullFailed(
                "nothing was pulled, because the warehouse holds synthetic deliveries and the force's are real; pull "
                "into a warehouse of its own"
            )
        return pull(con, raw, POLICE, url, today, settling_seconds())
    forget_failed_pulls(con, POLICE)
    return None


defs = agency_assets(POLICE, PoliceDelivery, _pull)
