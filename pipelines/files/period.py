"""The period that a sender states in a cell: two dates, day before month.

Here: how the period is read. Each agency's own module knows which cell it is in.
"""

import re
from datetime import date

from pipelines.files.refusal import Refusal

_PERIOD = re.compile(r"(\d\d)/(\d\d)/(\d{4})\W+(?:to\W+)?(\d\d)/(\d\d)/(\d{4})", re.IGNORECASE)


def period_in(cell: str, file: str, place: str) -> tuple[date, date] | None:
    """Return the first and last day of the period that a cell states.

    Args:
        cell: The cell.
        file: The file that the cell is in, for the message.
        place: The place in the file, for the message: `in cell B2`.

    Returns:
        The two days, or None if the cell states no period.

    Raises:
        Refusal: if a day doesn't exist, or the period ends before it begins.
    """
    found = _PERIOD.search(cell)
    if found is None:
        return None
    day, month, year, to_day, to_month, to_year = map(int, found.groups())
    try:
        first, last = date(year, month, day), date(to_year, to_month, to_day)
    except ValueError:
        raise Refusal(file, f"the period {place} is not two valid dates; send it again with the right dates") from None
    if last < first:
        raise Refusal(file, f"the period {place} ends before it begins; send it again with the right dates")
    return first, last
