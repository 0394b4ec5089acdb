"""Months by their first day.

Here: the day after a month and its last day. Not here: which months the sample covers (targets.py).
"""

from datetime import date, timedelta


def first_of_next(month: date) -> date:
    """Return the first day of the month after."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def last_of(month: date) -> date:
    """Return a month's last day."""
    return first_of_next(month) - timedelta(days=1)
