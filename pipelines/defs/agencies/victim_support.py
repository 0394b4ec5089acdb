"""How Victim Support's workbook is read: a stated period above the table, a control total below it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pipelines.defs.landing import agency_assets
from pipelines.files.excel.workbook import ExcelFile
from pipelines.files.period import Period, stated_period
from pipelines.files.refusal import Refusal
from pipelines.files.sheets import Sheet
from pipelines.files.total import total_in
from pipelines.landing.reader import Reader
from schemas.contract import Table
from schemas.victim_support import VICTIM_SUPPORT


@dataclass(frozen=True)
class VictimSupportDelivery(Reader):
    """A delivery folder from Victim Support (docs/contracts/victim_support.md)."""

    def covers(self, _file: str | None, /) -> Period:
        """Return the stated period. Every case created in that period is in the workbook."""
        (table,) = VICTIM_SUPPORT.tables
        if period := stated_period(self._sheet.preamble, table.file, "stated above the table"):
            return period
        reason = (
            "no cell above the table gives a period such as Period: 01/04/2016 to 31/03/2017; send it again with one"
        )
        raise Refusal(table.file, reason)

    def sheets(self, _table: Table, /) -> list[Sheet]:
        """Return the rows between the preamble and the footer."""
        return [self._sheet]

    def stated_rows(self, table: Table, sheets: Sequence[Sheet], /) -> int:
        """Return the number beside `Total cases`, or in the same cell."""
        return total_in(sheets[0].footer, "cases", table.file)

    @cached_property
    def _sheet(self) -> Sheet:
        (table,) = VICTIM_SUPPORT.tables
        return ExcelFile(self.delivery.file(table.file), table).sheet(table.worksheet)


defs = agency_assets(VICTIM_SUPPORT, VictimSupportDelivery)
