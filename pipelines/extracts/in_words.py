"""Months, days, counts and lists in words.

Here: the parts that several sentences share. The sentences themselves are in the modules that write them.
"""

from collections.abc import Sequence
from datetime import date
from itertools import groupby


def spoken_months(months: Sequence[date]) -> str:
    """Return months in words, with consecutive months as a range.

    Args:
        months: First days of months, each once, in order.
    """
    spans = []
    for _, run in groupby(enumerate(months), lambda each: each[1].year * 12 + each[1].month - each[0]):
        first, *_, last = [month for _, month in run] * 2
        spans.append(f"{first:%B %Y}" if first == last else f"{first:%B %Y} to {last:%B %Y}")
    return joined(spans)


def on_day(day: date) -> str:
    """Return a day in words: 3 September 2017."""
    return f"{day.day} {day:%B %Y}"


def counted(count: int, word: str) -> str:
    """Return a count with its noun, whose plural must end in s."""
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def joined(words: Sequence[str]) -> str:
    """Return a list in words, with "and" before the last."""
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
