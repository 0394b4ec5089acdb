"""A count as a statistical extract prints it: what it is of, what stands there, and what that tells.

Here: the one shape in which disclosure control hands on what it let through and the audit takes it, and the table of
the build, `extract.published_cell`, in which each workbook's counts are kept beside it. Which counts are printed and
how stands in `suppression`; what can be worked out from all of them, in the audit.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from datetime import date

import duckdb

from pipelines.build.statement import Statements

_SQL = Statements(__file__)


@dataclass(frozen=True)
class Published:
    """One printed count of a statistical workbook. A cell that nothing covers, `[x]`, tells nothing and is none.

    The exact count is the sum, over its districts and months, of the records of its measure that have the district and
    the month; it lies within `low` to `high`.

    Attributes:
        source: Where it is printed: `<partner>/<sheet>`.
        area: What the row is about, in the words of the sheet.
        first_month: First day of the first month it is the sum of.
        last_month: First day of the last month it is the sum of.
        series: The heading of its column.
        measure: What is counted, such as `hate_records`, or `hate_records:race`.
        whole: The measure it is a part of, district by district and month by month; None where it is part of none.
        districts: The codes of the districts it is the sum of, sorted.
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
    """Create the table where it is not there yet; `shown` is text there."""
    con.execute(_SQL("published_cell"))


def keep(con: duckdb.DuckDBPyConnection, partner: str, cells: Iterable[Published]) -> None:
    """Keep what a partner's workbook prints, in place of what it printed before."""
    create(con)
    con.execute("delete from extract.published_cell where partner = ?", [partner])
    kept = list(cells)
    if kept:
        columns = {field.name: [getattr(cell, field.name) for cell in kept] for field in fields(Published)}
        con.execute(_SQL("keep_cells"), {"partner": partner, **columns})


def forget_all_but(con: duckdb.DuckDBPyConnection, partners: Collection[str]) -> None:
    """Forget what was printed for anyone else: who receives no workbook any more prints nothing."""
    con.execute("delete from extract.published_cell where partner not in (select unnest(?))", [list(partners)])
