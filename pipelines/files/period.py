"""The period that a sender states above a table: two days, or two whole months, day before month.

Here: how the period is read. Each agency's own module knows where it is. A day may be written in every form that a
cell with a date may have (`sql/0_macros/6_dates.sql`), and in those of a sentence: `1st July 2017`, `July 1, 2017`.
"""

import calendar
import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from pipelines.files.refusal import Refusal

Period = tuple[date, date]

_MONTHS = {name[:3].lower(): number for number, name in enumerate(calendar.month_name) if number}
_MONTH = rf"(?P<name>{'|'.join(rf'{name[:3]}(?:{name[3:]})?' for name in calendar.month_name[1:])}|sept)\.?"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_TIME = (
    r"(?:(?:T|,?\s(?:at\s)?)\s*(?:\d?\d[:.]\d\d(?:[:.]\d\d(?:[.,]\d+)?)?|\d{4}(?=\s?h)|\d\d?(?=\s?[ap]\.?m))"
    r"(?:\s?[ap]\.?m\.?)?(?:\s?(?:hrs|hours|h))?(?:\s*(?:Z|UTC|GMT|BST)?(?:[+-]\d\d?(?::?\d\d)?)?))?"
)
#: Each form of a day or a month, in the order in which they are tried.
_FORMS = [
    re.compile(rf"(?<!\w)(?:{form}){_TIME}(?!\w)", re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})(?P<mark>\s?[-/.]\s?)(?P<month>\d\d?)(?P=mark)(?P<day>\d\d?)",
        r"(?P<year>20\d\d)(?P<month>\d\d)(?P<day>\d\d)",
        r"(?P<day>\d\d?)(?P<mark>\s?[-/.]\s?)(?P<month>\d\d?)(?P=mark)(?P<year>\d{4}|\d\d)",
        rf"{_WEEKDAY}(?P<day>\d\d?)(?:st|nd|rd|th)?(?:\s+of)?[\s-]*{_MONTH}(?:,?\s*|[\s-])(?P<year>\d{{4}}|'?\d\d)",
        rf"{_WEEKDAY}{_MONTH}\s+(?P<day>\d\d?)(?:st|nd|rd|th)?(?:,\s*|\s+)(?P<year>\d{{4}}|'?\d\d)",
        rf"(?P<year>\d{{4}})[\s-]{_MONTH}[\s-](?P<day>\d\d?)",
        rf"{_MONTH}(?:,?\s*|[\s-])(?P<year>\d{{4}}|'?\d\d)",
        r"(?P<year>\d{4})-(?P<month>\d\d?)",
        r"(?P<month>\d\d?)/(?P<year>\d{4})",
        r"(?<![^\t])(?P<serial>[3-7]\d{4})(?:\.\d+)?(?![^\t])",
    )
]
#: What may be between the two days. A tab is the border of two cells.
_JOINED = re.compile(
    r"[\s,;:.)(]*(?:-+>?|>|\N{EN DASH}|\N{EM DASH}|\N{MINUS SIGN}|\N{FIGURE DASH}|\N{NON-BREAKING HYPHEN}|\N{HYPHEN}"
    r"|\N{RIGHTWARDS ARROW}|\N{HORIZONTAL ELLIPSIS}|[.]{2,3}|~|/|(?:up\s+)?(?:to|until|till)(?:\s+and\s+including)?"
    r"|through|thru|ending|(?:period\s+)?end(?:s|\s+date)?|and|date\s+to|\t)[\s,;:.)(]*",
    re.IGNORECASE,
)
_RUN_ON = re.compile(r"(?<=\d)(to|until|till)(?=\d)", re.IGNORECASE)
#: A first day or month without its year, which is then the year of the second.
_WITHOUT_YEAR = re.compile(
    rf"(?<![\w/.-]){_WEEKDAY}(?:(?P<day>\d\d?)(?:st|nd|rd|th)?(?:(?:\s+of)?[\s-]*{_MONTH})?"
    rf"|{_MONTH.replace('name', 'other')}(?:\s+(?P<late>\d\d?)(?:st|nd|rd|th)?)?)$",
    re.IGNORECASE,
)
_FROM = re.compile(r".*\b(?:from|start|first|begin)", re.IGNORECASE)
_TO = re.compile(r".*\b(?:to|until|end|last)\b", re.IGNORECASE)
_FIRST_SERIAL_DAY = date(1899, 12, 30)


class _Said(NamedTuple):
    """A day or a month in a text, and where it begins and ends. `day` is None for a whole month."""

    year: int
    month: int
    day: int | None
    start: int
    end: int
    is_cell: bool = False

    def first(self) -> date:
        return date(self.year, self.month, 1 if self.day is None else self.day)

    def last(self) -> date:
        if self.day is not None:
            return date(self.year, self.month, self.day)
        return self.first().replace(day=calendar.monthrange(self.year, self.month)[1])


def period_in(cells: Sequence[str], file: str, place: str) -> Period | None:
    """Return the first and last day of the period that a cell, or a row of cells, states.

    Args:
        cells: The cells.
        file: The file that the cells are in, for the message.
        place: The place in the file, for the message: `in cell B2`.

    Returns:
        The two days, or None if the cells state no period. A month is counted from its first day to its last.

    Raises:
        Refusal: if a day doesn't exist, the period ends before it begins, it isn't certain which period is meant, or
            several are stated.
    """
    text = "\t".join(_RUN_ON.sub(r" \1 ", " ".join(cell.split())) for cell in cells if cell.strip())
    found = {_checked(*both, file, place) for both in _pairs(text)}
    if len(found) > 1:
        raise Refusal(file, f"more than one period is stated {place}; send it again with only one")
    return next(iter(found), None)


def _pairs(text: str) -> Iterable[tuple[_Said, _Said]]:
    """Yield the days or months that are joined to each other, each at most once."""
    one: _Said | None = None
    for other in _said(text):
        if one and _JOINED.fullmatch(text, one.end, other.start):
            if (one.day is None) == (other.day is None):
                yield one, other
            one = None
        elif short := _before(text, other):
            yield short, other
            one = None
        else:
            one = other


def _said(text: str) -> Iterable[_Said]:
    at = 0
    while found := min(
        (match for form in _FORMS if (match := form.search(text, at))), key=lambda match: match.start(), default=None
    ):
        at = found.end()
        yield _of(found)


def _of(found: re.Match[str]) -> _Said:
    parts = found.groupdict()
    is_cell = found.start() == 0 or found.string[found.start() - 1] == "\t"
    is_cell &= found.end() == len(found.string) or found.string[found.end()] == "\t"
    if serial := parts.get("serial"):
        day = _FIRST_SERIAL_DAY + timedelta(int(serial))
        return _Said(day.year, day.month, day.day, *found.span(), is_cell)
    written = parts["year"].lstrip("'")
    # As strptime: 69 to 99 are the 1900s.
    year = int(written) + (0 if len(written) == 4 else 1900 if int(written) >= 69 else 2000)
    month = _MONTHS[parts["name"][:3].lower()] if parts.get("name") else int(parts["month"])
    return _Said(year, month, int(parts["day"]) if parts.get("day") else None, *found.span(), is_cell)


def _before(text: str, other: _Said) -> _Said | None:
    """Return the day or month, without a year, that is joined to the day or month after it; None if there is none."""
    for join in _JOINED.finditer(text, 0, other.start):
        if join.end() == other.start and (found := _WITHOUT_YEAR.search(text, 0, join.start())):
            name = found["name"] or found["other"]
            day = found["day"] or found["late"]
            if (day is None) != (other.day is None) or (name is None and "\t" in join[0]):
                return None
            month = _MONTHS[name[:3].lower()] if name else other.month
            return _Said(other.year, month, int(day) if day else None, *found.span())
    return None


def _checked(one: _Said, other: _Said, file: str, place: str) -> Period:
    try:
        first, last = one.first(), other.last()
    except ValueError:
        raise Refusal(
            file, f"the period {place} is not two valid dates, day before month; send it again with the right dates"
        ) from None
    if last < first:
        raise Refusal(file, f"the period {place} ends before it begins; send it again with the right dates")
    if one.is_cell and other.is_cell and first.day == last.day == 1:
        # Excel turns July 2017, typed into a cell, into the first day of that month.
        raise Refusal(
            file,
            f"the period {place} ends on the first day of a month, so it isn't certain whether that day or the whole "
            "month is meant; send it again with the period's last day",
        )
    return first, last


def stated_period(rows: Sequence[Sequence[str]], file: str, place: str) -> Period | None:
    """Return the period that one of several rows states, or two rows that begin with From and To.

    A row with the word period counts before the others.

    Raises:
        Refusal: as `period_in`, or if rows state different periods.
    """
    both = [[*one, *other] for one, other in pairwise(rows) if _begins(other, _TO) and _begins(one, _FROM)]
    named = [row for row in rows if any("period" in cell.lower() for cell in row)]
    for several in (named, rows, both):
        found = {period for row in several if (period := period_in(row, file, place))}
        if len(found) > 1:
            raise Refusal(file, f"more than one period is stated {place}; send it again with only one")
        if found:
            return found.pop()
    return None


def _begins(row: Sequence[str], word: re.Pattern[str]) -> bool:
    return bool(word.match(next((cell for cell in row if cell.strip()), "")))
