"""How EQuIP's workbook is read: a sheet for each quarter, and the period in cell B2 of the first sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pipelines.defs.landing import agency_assets
from pipelines.files.excel.workbook import ExcelFile
from pipelines.files.period import Period, period_in, stated_period
from pipelines.files.refusal import Refusal
from pipelines.files.sheets import Sheet
from pipelines.landing.reader import Reader
from schemas.contract import Table
from schemas.equip import EQUIP

_PLACE = "cell B2 of the first sheet"


@dataclass(frozen=True)
class EquipDelivery(Reader):
    """A delivery folder from EQuIP (docs/contracts/equip.md)."""

    def covers(self, _file: str | None, /) -> Period:
        """Return the stated period. Every case opened in that period is in the workbook."""
        return self._period

    def sheets(self, _table: Table, /) -> Sequence[Sheet]:
        """Return the table from every sheet that has the header, in the workbook's order."""
        return self._sheets

    @cached_property
    def _period(self) -> Period:
        """The period in B2, or in B2 and the cells after it; failing that, the only one above any of the tables."""
        (table,) = EQUIP.tables
        row = self._workbook.row(2)[1:]
        if period := period_in(row[:1], table.file, f"in {_PLACE}") or period_in(row, table.file, f"in {_PLACE}"):
            return period
        above = [row for sheet in self._sheets for row in sheet.preamble]
        if period := stated_period(above, table.file, "above the tables"):
            self._sheets[0].assumed.append(f"{_PLACE} has no period, so it was read from another cell above the tables")
            return period
        reason = f"{_PLACE} has no period such as 01/09/2016 - 30/09/2017; send it again with one"
        raise Refusal(table.file, reason)

    @cached_property
    def _sheets(self) -> list[Sheet]:
        return self._workbook.sheets()

    @cached_property
    def _workbook(self) -> ExcelFile:
        (table,) = EQUIP.tables
        return ExcelFile(self.delivery.file(table.file), table)


defs = agency_assets(EQUIP, EquipDelivery)
