"""How the online reports are read: one JSON object on each line."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.defs.landing import agency_assets
from pipelines.files.json_lines import read_json_lines
from pipelines.files.sheets import Sheet
from pipelines.landing.reader import Reader
from schemas.contract import Table
from schemas.report_hate_now import REPORT_HATE_NOW


@dataclass(frozen=True)
class ReportHateNowDelivery(Reader):
    """A delivery folder from reporthatenow.com (docs/contracts/report_hate_now.md)."""

    def sheets(self, table: Table, /) -> Sequence[Sheet]:
        """Return the reports, with a column for each key."""
        return [read_json_lines(self.delivery.file(table.file), table)]


defs = agency_assets(REPORT_HATE_NOW, ReportHateNowDelivery)
