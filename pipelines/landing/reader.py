"""How an agency's delivery is read, unless the agency's own module says otherwise.

Here: what every delivery can be asked. What an agency does differently is in `pipelines/defs/agencies/<agency>.py`, as
a class derived from `Reader`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipelines.files.csv_file import read_csv
from pipelines.files.sheets import Covers, Sheet
from pipelines.landing.delivery import Delivery
from schemas.contract import Table


@dataclass(frozen=True)
class Reader:
    """A delivery with one CSV file for each table, which states neither its days nor its numbers of rows.

    Its methods raise `Refusal` if the delivery isn't what the contract says.
    """

    delivery: Delivery

    def covers(self, _file: str | None, /) -> Covers:
        """Return the first and last day that a file says it covers; with None, the days for the whole delivery."""
        return None, None

    def packed(self) -> Mapping[str, Sequence[str]]:
        """Return the files that are read inside each zip of the delivery, by the zip's name."""
        return {}

    def sheets(self, table: Table, /) -> Sequence[Sheet]:
        """Return a table's parts as sent; a table in one file or worksheet has one part."""
        return [read_csv(self.delivery.file(table.file), table)]

    def stated_rows(self, _table: Table, _sheets: Sequence[Sheet], /) -> int | None:
        """Return how many rows the sender says a table in one file has, once its parts have been read."""
        return None
