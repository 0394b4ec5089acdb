"""How the survey's workbook is read: the sheet Responses, with no stated period or number of rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.defs.landing import agency_assets
from pipelines.files.excel.workbook import ExcelFile
from pipelines.files.sheets import Sheet
from pipelines.landing.reader import Reader
from schemas.contract import Table
from schemas.victim_survey import VICTIM_SURVEY


@dataclass(frozen=True)
class VictimSurveyDelivery(Reader):
    """A delivery folder from the victim satisfaction survey (docs/contracts/victim_survey.md)."""

    def sheets(self, table: Table, /) -> Sequence[Sheet]:
        """Return the rows in the sheet Responses."""
        return [ExcelFile(self.delivery.file(table.file), table).sheet(table.worksheet)]


defs = agency_assets(VICTIM_SURVEY, VictimSurveyDelivery)
