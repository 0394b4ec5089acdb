"""Turning the cells of a workbook into text that reads as the same value.

Here: one cell at a time. `dates` looks at a whole column of dates.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

#: A cell as the library that reads workbooks returns it.
Cell = str | float | bool | date | datetime | time | timedelta

#: What `formulas` writes into a cell whose formula has no stored result. Nobody can type it.
UNCALCULATED = "\ue000"

#: What Excel shows when it can't calculate a formula.
NOT_CALCULATED = "#CALC!"


class DateCell(str):
    """The text of a cell that Excel stores as a date: nobody wrote it, so its day and month may be swapped."""

    __slots__ = ()


def cell_text(cell: Cell) -> str:
    """Return an Excel cell as text: ISO for dates, no `.0` for whole numbers, and the 15 digits that Excel keeps."""
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else f"{Decimal(f'{cell:.15g}'):f}"
    if isinstance(cell, datetime):
        return DateCell(cell.date().isoformat() if cell.time() == time() else cell.isoformat(" "))
    return DateCell(cell.isoformat()) if isinstance(cell, date) else str(cell)


def hold_calculated(cells: Sequence[str]) -> list[str]:
    """Return a row's cells in which a formula without a result is an error, or empty if the row has nothing else."""
    has_more = any(cell.strip() and cell != UNCALCULATED for cell in cells)
    return [(NOT_CALCULATED if has_more else "") if cell == UNCALCULATED else cell for cell in cells]
