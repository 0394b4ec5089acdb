"""How Victim Support's workbook is read: a stated period above the table, a control total below it."""

import re
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
from schemas.victim_support import VICTIM_SUPPORT

_STATED = re.compile(r"period\W+\d", re.IGNORECASE)
_TOTAL = "total cases"
_NUMBER = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True)
class VictimSupportDelivery(Reader):
    """A delivery folder from Victim Support (docs/contracts/victim_support.md)."""

    def covers(self, _file: str | None, /) -> tuple[date, date]:
        """Return the stated period. Every case created in that period is in the workbook."""
        (table,) = VICTIM_SUPPORT.tables
        for row in self._sheet.preamble:
            for cell in row:
                if _STATED.search(cell) and (period := period_in(cell, table.file, "stated above the table")):
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
        for row in sheets[0].footer:
            if row and row[0].strip().casefold().startswith(_TOTAL):
                beside = (number for cell in row[1:] if (number := _NUMBER.fullmatch(cell.strip())))
                if found := next(beside, _NUMBER.search(row[0])):
                    return int(found[0])
        raise Refusal(table.file, "there is no number beside Total cases below the table; send it again with its total")

    @cached_property
    def _sheet(self) -> Sheet:
        (table,) = VICTIM_SUPPORT.tables
        return ExcelFile(self.delivery.file(table.file)).sheet(table.worksheet, partial(missing_columns, table))


defs = agency_assets(VICTIM_SUPPORT, VictimSupportDelivery)
