"""An attack on published counts, written separately from the audit: they share no code and no method.

Here: what somebody could do with all workbooks, a spreadsheet and patience. The attacker writes each printed number as
the least and the greatest count it can mean. Then the attacker looks for sums. A number is another number within it
plus the rest. An area is the sum of its districts, and a window the sum of its months. Two windows that overlap differ
by the months that only one has. A part is no more than its whole. Last, the attacker tightens every number by all its
sums, again and again, until nothing changes.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations, permutations, product
from math import inf

#: A printed number: a row of `measure`, `whole`, `districts`, `first_month`, `last_month`, `shown`, `low` and `high`.
Row = Mapping[str, object]

#: A district, a month, and the release that changed it last.
Place = tuple[str, date, int]

#: A measure and the places it is counted in.
Number = tuple[str, frozenset[Place]]

#: Numbers that add up to the same total as other numbers.
Sum = tuple[tuple[Number, ...], tuple[Number, ...]]


class Wrong(Exception):
    """The numbers don't fit together: something was assumed to be unchanged but did change."""


def attack(releases: Sequence[Sequence[Row]], changed: Sequence[Collection[tuple[str, date]]] = ()) -> list[dict]:
    """Return the small counts that can be narrowed to less than the range 1 to 7.

    Args:
        releases: The printed numbers in each release, the oldest first.
        changed: For each release except the first, the districts and months in which something changed. If not given,
            the attacker assumes a change only where the printed numbers show one.

    Returns:
        For each count, its `measure`, `districts`, `months`, `low` and `high`, and the releases that it is `hidden_in`,
        numbered from 0; none if it is not printed.

    Raises:
        Wrong: if the numbers don't fit together.
    """
    known: dict[Number, list[float]] = defaultdict(lambda: [0, inf])
    hidden: dict[Number, set[int]] = defaultdict(set)
    wholes = set[tuple[str, str]]()
    for at, row, places in _placed(releases, changed):
        number = row["measure"], places
        known[number] = [max(known[number][0], row["low"]), min(known[number][1], row["high"])]
        if row["shown"] == "[c]":
            hidden[number].add(at)
        if row["whole"]:
            wholes.add((row["measure"], row["whole"]))
    printed = list(known)
    sums = {*_with_their_rest(printed), *_with_their_pieces(printed), *_overlapping(printed)}
    _tighten(known, sums, wholes)
    return [
        {
            "measure": measure,
            "districts": sorted({district for district, _, _ in places}),
            "months": sorted({month for _, month, _ in places}),
            "low": low,
            "high": high,
            "hidden_in": sorted(hidden[measure, places]),
        }
        for (measure, places), (low, high) in known.items()
        if high - low < 6 and low <= 7 and high > 0
    ]


def _placed(
    releases: Sequence[Sequence[Row]], changed: Sequence[Collection[tuple[str, date]]]
) -> Iterator[tuple[int, Row, frozenset[Place]]]:
    """Yield each printed number with its release and its places, each with the release that last changed it."""
    since: dict[tuple[str, date], int] = defaultdict(int)
    last: dict[object, tuple[object, object]] = {}
    for at, rows in enumerate(releases):
        moved = set(changed[at - 1]) if changed and at else _moved(rows, last)
        since.update(dict.fromkeys(moved, at))
        for row in rows:
            last[_definition(row)] = row["low"], row["high"]
            yield at, row, frozenset((*place, since[place]) for place in _places(row))


def _moved(rows: Sequence[Row], last: Mapping[object, tuple[object, object]]) -> set[tuple[str, date]]:
    """Return the places that must have changed: those in numbers that differ, and in none that stayed the same."""
    again = [row for row in rows if _definition(row) in last]
    is_same = [last[_definition(row)] == (row["low"], row["high"]) for row in again]
    same = set().union(*(_places(row) for row, is_it in zip(again, is_same, strict=True) if is_it))
    others = [_places(row) for row, is_it in zip(again, is_same, strict=True) if not is_it]
    return set().union(*(places - same or places for places in others))


def _definition(row: Row) -> object:
    return row["measure"], tuple(row["districts"]), row["first_month"], row["last_month"]


def _places(row: Row) -> set[tuple[str, date]]:
    first, last = row["first_month"], row["last_month"]
    count = 12 * (last.year - first.year) + last.month - first.month + 1
    months = [
        date(first.year + (first.month - 1 + at) // 12, (first.month - 1 + at) % 12 + 1, 1) for at in range(count)
    ]
    return set(product(row["districts"], months))


def _with_their_rest(printed: Sequence[Number]) -> Iterator[Sum]:
    """Yield numbers as the sum of another number within them and the rest."""
    for (measure, outer), (other, inner) in permutations(printed, 2):
        if measure == other and inner < outer:
            yield ((measure, outer),), ((measure, inner), (measure, outer - inner))


def _with_their_pieces(printed: Sequence[Number]) -> Iterator[Sum]:
    """Yield numbers as pieces with the same months or districts, and the rest: small pieces first, or large ones."""
    for (measure, outer), side, is_descending in product(printed, (0, 1), (False, True)):
        sides = {place[side] for place in outer}
        within = [
            inner
            for other, inner in printed
            if other == measure and inner < outer and {place[side] for place in inner} == sides
        ]
        left, pieces = outer, []
        for piece in sorted(within, key=lambda each: (len(each), sorted(each)), reverse=is_descending):
            if piece <= left:
                left, pieces = left - piece, [*pieces, piece]
        if pieces:
            yield ((measure, outer),), tuple((measure, each) for each in (*pieces, left) if each)


def _overlapping(printed: Sequence[Number]) -> Iterator[Sum]:
    """Yield overlapping numbers, each with the places that only the other has: both pairs cover the same places."""
    for (measure, one), (other_measure, other) in combinations(printed, 2):
        if measure == other_measure and one & other and one - other and other - one:
            yield ((measure, one), (measure, other - one)), ((measure, other), (measure, one - other))


def _tighten(known: dict[Number, list[float]], sums: Collection[Sum], wholes: Collection[tuple[str, str]]) -> None:
    """Tighten the ranges by all sums and wholes, until nothing changes."""
    is_moving = True
    while is_moving:
        is_moving = False
        for one, other in sums:
            for these, those in ((one, other), (other, one)):
                least, greatest = sum(known[each][0] for each in those), sum(known[each][1] for each in those)
                for number in these:
                    low = least - sum(known[each][1] for each in these if each != number)
                    high = greatest - sum(known[each][0] for each in these if each != number)
                    is_moving |= _narrow(known, number, low, high)
        for (part, whole), (measure, places) in product(wholes, list(known)):
            if measure == part and (whole, places) in known:
                is_moving |= _narrow(known, (part, places), 0, known[whole, places][1])
                is_moving |= _narrow(known, (whole, places), known[part, places][0], inf)


def _narrow(known: dict[Number, list[float]], number: Number, low: float, high: float) -> bool:
    """Narrow a number's range; return whether that changed it."""
    before = known[number]
    known[number] = [max(before[0], low), min(before[1], high)]
    if known[number][0] > known[number][1]:
        raise Wrong(f"{number[0]} in {len(number[1])} districts and months")
    return known[number] != before
