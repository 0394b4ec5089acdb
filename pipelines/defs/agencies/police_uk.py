"""How a download from data.police.uk is read: a CSV file for each month, in the month's folder or still in its zip."""

import re
import zipfile
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain, pairwise

from pipelines.defs.landing import agency_assets
from pipelines.files.archive import packed_files
from pipelines.files.csv_file import read_csv
from pipelines.files.refusal import Refusal
from pipelines.files.sheets import Covers, Sheet
from pipelines.landing.reader import Reader
from schemas.contract import Table
from schemas.police_uk import POLICE_UK

_STREET = re.compile(r"(?:.*/)?([^/]*)-warwickshire-street\.csv", re.IGNORECASE)
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
            what = "the zip as it was downloaded, or all that is in it"
            raise Refusal(table.file, f"the delivery has no monthly file; send {what}")
        by_month = sorted(self._monthly.items(), key=lambda monthly: monthly[1])
        for (one, month), (other, same) in pairwise(by_month):
            if month == same:
                raise Refusal(other, f"{one} is for the same month; send only one of them")
        return [self._sheet(table, file, covers) for file, covers in by_month]

    def packed(self) -> Mapping[str, Sequence[str]]:
        """Return the monthly files in each zip as it was downloaded, by the zip's name."""
        return {archive: list(files) for archive, files in self._packed.items() if files}

    @cached_property
    def _packed(self) -> dict[str, dict[str, zipfile.Path]]:
        """The monthly files in each zip, by their path below the zip's name in lower case, as in `Delivery.files`."""
        return {
            archive: {
                f"{archive}/{name}".lower(): path
                for name, path in packed_files(self.delivery.file(archive), archive, _is_street).items()
            }
            for archive in self.delivery.files
            if archive.lower().endswith(".zip")
        }

    @cached_property
    def _monthly(self) -> dict[str, Covers]:
        """The days that each monthly file covers. Other files in a download aren't street-level crime."""
        files = chain(self.delivery.files, *self._packed.values())
        found = ((file, _STREET.fullmatch(file)) for file in files)
        return {file: _month(file, name[1]) for file, name in found if name}

    def _sheet(self, table: Table, file: str, covers: Covers) -> Sheet:
        inside = dict(chain.from_iterable(files.items() for files in self._packed.values()))
        sheet = read_csv(inside.get(file) or self.delivery.file(file), table, file)
        sheet.covers = covers
        return sheet


def _is_street(name: str) -> bool:
    return _STREET.fullmatch(name) is not None


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
