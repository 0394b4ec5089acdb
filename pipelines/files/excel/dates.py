"""The dates in a workbook's columns: numbers that count from 1904, and days that Excel swapped with months.

Here: what only a whole column, or the workbook's own settings, can say about a date. What a date's text means is in
`sql/0_macros/6_dates.sql`.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from pipelines.files.excel.cells import DateCell
from pipelines.files.headers import contracted
from pipelines.files.refusal import Refusal
from pipelines.files.sheets import Row, Sheet
from schemas.contract import Table

_DATE_READERS = ("day", "birth_date", "month")

#: As in the macro `read_serial`: from 2101 on, so that a year alone is never read as a day.
_SERIAL = re.compile(r"([0-9]{4,5})(?:[.][0-9]+)?")
_FIRST_SERIAL = 2101
_FIRST_DAY = date(1904, 1, 1)

_SHORT = re.compile(r"\s*([0-9]{1,2})[-/.]([0-9]{1,2})[-/.][0-9]{2,4}\b")

#: By chance, 144 of 365 days are no later than the 12th of their month. Dates that fall so by chance less often than
#: `_CHANCE`, with at least `_LEAST` of each kind, were not put so by chance.
_EARLY, _CHANCE, _LEAST = 144 / 365, 0.001, 3


def day_counted_from_1904(cell: str) -> str:
    """Return the day that a number stands for in a workbook whose days count from 1904; other text as it is."""
    found = _SERIAL.fullmatch(cell.strip())
    if found is None or int(found[1]) < _FIRST_SERIAL:
        return cell
    return DateCell(_FIRST_DAY + timedelta(int(found[1])))


@dataclass
class _Tally:
    """How the dates of a column are stored: as Excel's dates that could be swapped, as text that couldn't, or else."""

    swappable: int = 0
    kept_as_text: int = 0
    other: int = 0

    def add(self, cell: str, is_month: bool) -> None:
        """Count a cell that tells the two apart."""
        if isinstance(cell, DateCell):
            month, day = int(cell[5:7]), int(cell[8:10])
            if day > 12:
                self.other += 1
            elif day != month and not (is_month and day == 1):
                self.swappable += 1
        elif found := _SHORT.match(cell):
            if max(int(found[1]), int(found[2])) > 12:
                self.kept_as_text += 1
            else:
                self.other += 1

    @property
    def is_swapped(self) -> bool:
        """Whether Excel took every date that it could for one with the month first."""
        chance = _EARLY**self.swappable * (1 - _EARLY) ** self.kept_as_text
        enough = min(self.swappable, self.kept_as_text) >= _LEAST
        return enough and not self.other and chance < _CHANCE


@dataclass
class WorkbookDates:
    """The dates of all sheets in a workbook. `counts_from_1904` is the workbook's own setting."""

    counts_from_1904: bool
    _tallies: defaultdict[str, _Tally] = field(default_factory=lambda: defaultdict(_Tally))

    def read(self, table: Table, sheet: Sheet, rows: Iterable[Row]) -> Iterable[Row]:
        """Yield the rows of a sheet, with numbers in date columns as days if they count from 1904.

        Raises:
            Refusal: at the end, if the dates show that Excel swapped days and months.
        """
        readers = {column.name: column.reads for column in table.columns if column.reads in _DATE_READERS}
        places = {place: name for place, name in contracted(table, sheet.header).items() if name in readers}
        here: defaultdict[str, _Tally] = defaultdict(_Tally)
        converted: dict[str, int] = {}
        for row in rows:
            for place, name in places.items():
                cell = row.cells[place] if place < len(row.cells) else ""
                if self.counts_from_1904 and (day := day_counted_from_1904(cell)) is not cell:
                    row.cells[place] = day
                    converted[name] = converted.get(name, 0) + 1
                else:
                    for tally in (here[name], self._tallies[name]):
                        tally.add(cell, readers[name] == "month")
            yield row
        for name, count in converted.items():
            numbers = "1 number was" if count == 1 else f"{count:,} numbers were"
            sheet.assumed.append(f"{numbers} read as days counted from 1904 in {name}, as the workbook's settings say")
        _refuse_swapped(sheet.file, {**self._tallies}, here)


def _refuse_swapped(file: str, *tallies: Mapping[str, _Tally]) -> None:
    for name, tally in (item for each in tallies for item in each.items()):
        if tally.is_swapped:
            raise Refusal(
                file,
                f"in {name}, all {tally.swappable:,} dates that Excel stored as dates have a day from 1 to 12, and all "
                f"{tally.kept_as_text:,} that it left as text have a later one; Excel with American settings swaps "
                "days and months like this, so none of the dates can be trusted; set the region to English (United "
                "Kingdom), make the workbook again from its source and send it again",
            )
