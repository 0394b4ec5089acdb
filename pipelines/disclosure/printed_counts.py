"""A count as a statistical extract prints it: what it counts, what is shown, and what that reveals.

Here: the form in which disclosure control passes printed counts to the audit, and `extract.published_cell`, the build
table that keeps each workbook's counts. `suppression` decides which counts are printed and how. The audit works out
what all of them reveal together.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from datetime import date

import duckdb

from pipelines.build.statement import Statements

_SQL = Statements(__file__)


@dataclass(frozen=True)
class Published:
    """One printed count in a statistical workbook. A cell that nothing covers, `[x]`, reveals nothing and isn't one.

    The exact count is the number of records of its measure in its districts and months. It is within `low` to `high`.

    Attributes:
        source: Where it is printed: `<partner>/<sheet>`.
        area: What the row is about, as named on the sheet.
        first_month: First day of the first month it covers.
        last_month: First day of the last month it covers.
        series: The heading of its column.
        measure: What is counted, such as `hate_records`, or `hate_records:race`.
        whole: The measure it is a part of, in each district and month; None if it is a part of none.
        districts: The codes of the districts it covers, sorted.
        shown: What is printed: `[c]`, or the rounded count (records).
        low: The least that the exact count can be (records).
        high: The most that it can be (records).
    """

    source: str
    area: str
    first_month: date
    last_month: date
    series: str
    measure: str
    whole: str | None
    districts: tuple[str, ...]
    shown: str | int
    low: int
    high: int


def create(con: duckdb.DuckDBPyConnection) -> None:
    """Create the table if it does not exist; it holds `shown` as text."""
    con.execute(_SQL("published_cell"))


def keep(con: duckdb.DuckDBPyConnection, partner: str, cells: Iterable[Published]) -> None:
    """Keep the counts that a partner's workbook prints, in place of those it printed before."""
    create(con)
    con.execute("delete from extract.published_cell where partner = ?", [partner])
    kept = list(cells)
    if kept:
        columns = {field.name: [getattr(cell, field.name) for cell in kept] for field in fields(Published)}
        con.execute(_SQL("keep_cells"), {"partner": partner, **columns})


def forget_all_but(con: duckdb.DuckDBPyConnection, partners: Collection[str]) -> None:
    """Forget what was printed for all other partners, which no longer receive a workbook."""
    con.execute("delete from extract.published_cell where partner not in (select unnest(?))", [list(partners)])
