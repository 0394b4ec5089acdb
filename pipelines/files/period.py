"""The period that a sender states in a cell: two dates, day before month.

Here: how it is read. Where it stands, each agency's own module knows.
"""

import re
from datetime import date

from pipelines.files.refusal import Refusal

_PERIOD = re.compile(r"(\d\d)/(\d\d)/(\d{4})\W+(?:to\W+)?(\d\d)/(\d\d)/(\d{4})", re.IGNORECASE)


def period_in(cell: str, file: str, place: str) -> tuple[date, date] | None:
    """Return the first and last day of the period that a cell states.

    Args:
        cell: The cell.
        file: The file it stands in, for the sender.
        place: Where in the file, for the sender: `in cell B2`.

    Returns:
        The two days, or None where the cell states no period.

    Raises:
        Refusal: if it states days that there are not, or ends before it begins.
    """
    found = _PERIOD.search(cell)
    if found is None:
        return None
    day, month, year, to_day, to_month, to_year = map(int, found.groups())
    try:
        first, last = date(year, month, day), date(to_year, to_month, to_day)
    except ValueError:
        raise Refusal(file, f"the period {place} is not a pair of dates; send it with its true days") from None
    if last < first:
        raise Refusal(file, f"the period {place} ends before it begins; send it with its true days")
    return first, last
