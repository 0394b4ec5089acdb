"""How a download from data.police.uk is read: a CSV file for each month, in the month's folder."""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from pipelines.defs.landing import agency_assets
from pipelines.files.csv_file import read_csv
from pipelines.files.refusal import Refusal
from pipelines.files.sheets import Covers, Sheet
from pipelines.landing.reader import Reader
from schemas.contract import Table
from schemas.police_uk import POLICE_UK

_STREET = re.compile(r"(?:\d{4}-\d\d/)?([^/]*)-warwickshire-street\.csv", re.IGNORECASE)
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")


@dataclass(frozen=True)
class PoliceUkDelivery(Reader):
    """A download from data.police.uk (docs/contracts/police_uk.md)."""

    def covers(self, file: str | None, /) -> Covers:
        """Return the first and last day of the file's month."""
        return self._monthly.get(file or "", (None, None))

    def sheets(self, table: Table, /) -> Sequence[Sheet]:
        """Return each month's table, oldest first."""
        if not self._monthly:
            raise Refusal(table.file, "the delivery has no monthly file; send it again as it was downloaded")
        by_month = sorted(self._monthly.items(), key=lambda monthly: monthly[1])
        for (one, month), (other, same) in pairwise(by_month):
            if month == same:
                raise Refusal(other, f"{one} is for the same month; send only one of them")
        return [self._sheet(file, covers) for file, covers in by_month]

    @cached_property
    def _monthly(self) -> dict[str, Covers]:
        """The days that each monthly file covers. Other files in a download aren't street-level crime."""
        found = ((file, _STREET.fullmatch(file)) for file in self.delivery.files)
        return {file: _month(file, name[1]) for file, name in found if name}

    def _sheet(self, file: str, covers: Covers) -> Sheet:
        sheet = read_csv(self.delivery.file(file), file)
        sheet.covers = covers
        return sheet


def _month(file: str, written: str) -> Covers:
    found = _MONTH.fullmatch(written)
    year, month = (int(found[1]), int(found[2])) if found else (0, 0)
    if not (1 <= month <= 12 and year >= 2000):
        reason = (
            "its name doesn't give its month, as in 2018-10-warwickshire-street.csv; send it again as it was downloaded"
        )
        raise Refusal(file, reason)
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


defs = agency_assets(POLICE_UK, PoliceUkDelivery)
