"""How EQuIP's workbook is read: a sheet for each quarter, and the period in cell B2 of the first sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial

from pipelines.defs.landing import agency_assets
from pipelines.files.excel_file import ExcelFile
from pipelines.files.headers import missing_columns
from pipelines.files.period import period_in
from pipelines.files.refusal import Refusal
from pipelines.files.sheets import Sheet
from pipelines.landing.reader import Reader
from schemas.contract import Table
from schemas.equip import EQUIP


@dataclass(frozen=True)
class EquipDelivery(Reader):
    """A delivery folder from EQuIP (docs/contracts/equip.md)."""

    def covers(self, _file: str | None, /) -> tuple[date, date]:
        """Return the stated period. Every case opened in that period is in the workbook."""
        (table,) = EQUIP.tables
        cell = self._workbook.cell(row=2, column=2)
        period = period_in(cell, table.file, "in cell B2 of the first sheet")
        if period is None:
            raise Refusal(
                table.file,
                "cell B2 of the first sheet has no period such as 01/09/2016 - 30/09/2017; send it again with one",
            )
        return period

    def sheets(self, table: Table, /) -> Sequence[Sheet]:
        """Return the table from every sheet that has the header, in the workbook's order."""
        return self._workbook.sheets(partial(missing_columns, table))

    @cached_property
    def _workbook(self) -> ExcelFile:
        (table,) = EQUIP.tables
        return ExcelFile(self.delivery.file(table.file))


defs = agency_assets(EQUIP, EquipDelivery)
