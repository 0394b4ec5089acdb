"""Published cells drawn in a test.

Here: a drawing turned into the cells that the audit takes, and into the plain rows that an attacker reads. Districts
are letters: a row for area `AB` is the sum of both. A month is a number from 1; `1-3` means three months.
"""

from dataclasses import asdict
from datetime import date

from pipelines.disclosure.differencing.editions import Edition
from pipelines.disclosure.printed_counts import Published
from pipelines.disclosure.suppression import HIDDEN, bounds
from tests.drawn.tables import drawn


def cell(area, months, shown, measure="hate", whole=None, source="board/areas"):
    first, _, last = str(months).partition("-")
    shown = shown if shown == HIDDEN else int(shown)
    low, high = bounds(shown)
    return Published(
        source, area, month(first), month(last or first), measure, measure, whole, tuple(area), shown, low, high
    )


def month(number):
    return date(2016 + (int(number) - 1) // 12, (int(number) - 1) % 12 + 1, 1)


def cells(text: str, **same) -> list[Published]:
    """Return the cells in a drawing, which has the columns area, months, shown, and any other fields of a cell."""
    return [cell(**{**same, **{name: value for name, value in row.items() if value}}) for row in drawn(text)]


def editions(*drawings: str, **same) -> list[Edition]:
    """Return drawings as releases 1, 2 and so on; `same` gives columns with the same value in every row."""
    return [Edition(str(number), cells(text, **same)) for number, text in enumerate(drawings, start=1)]


def plain(published) -> list[dict]:
    """Return cells as rows that need no class of the warehouse."""
    return [asdict(each) for each in published]
