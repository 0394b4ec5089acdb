"""The result of one delivery, row by row, for tests that look at it."""

from dataclasses import dataclass, field

from tests.conftest import Bench


@dataclass
class Came:
    """The rows in one table of a delivery: their verdicts, what is sent back, and what landed."""

    bench: Bench
    agency: str
    table: str
    sent_on: str
    sheet: str
    told: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        back = self.bench.sent_back(self.agency, self.sent_on)
        self.summary = [said for _, said in back["Summary"]]
        self.told = {str(where): wrong for where, _, wrong, *_ in back.get(self.sheet, [])}

    def verdict(self, number: int) -> str:
        """Return the verdict on a row."""
        ((found,),) = self.bench.rows(
            f"select verdict from landed.record where agency = '{self.agency}' and row_number = {number}"
            f" and delivery_date = '{self.sent_on}'"
        )
        return found

    def faults(self, where: object) -> str:
        """Return what the sender reads about a row; nothing if the row isn't sent back."""
        return self.told.get(str(where), "")

    def cells(self, number: int, columns: str) -> list[tuple]:
        """Return what landed from a row."""
        return self.bench.rows(
            f"select {columns} from landed.{self.agency}__{self.table}"
            f" where row_number = {number} and delivery_date = '{self.sent_on}'"
        )
