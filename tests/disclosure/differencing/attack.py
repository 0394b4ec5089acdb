"""An attack on published counts, written apart from the audit: it shares no code and no way of thinking with it.

Here: what somebody does who holds all workbooks, a spreadsheet and patience. He writes each printed number as the
least and the greatest count it can stand for, and looks for sums: a number is another that lies within it and the rest;
an area is its districts; a window is its months; two windows that overlap differ by what each has alone; a part is no
more than its whole. Then he tightens every number by all sums it stands in, again and again, until nothing moves.
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

#: A count of a measure in some places.
Number = tuple[str, frozenset[Place]]

#: Numbers that add up to the same as others.
Sum = tuple[tuple[Number, ...], tuple[Number, ...]]


class Wrong(Exception):
    """The numbers do not go together: something was taken to be unchanged and is not."""


def attack(releases: Sequence[Sequence[Row]], changed: Sequence[Collection[tuple[str, date]]] = ()) -> list[dict]:
    """Return what can be told of small counts more closely than from 1 to 7.

    Args:
        releases: The printed numbers of each release, the oldest first.
        changed: For each release but the first, the districts and months in which something changed. Where it is not
            given, he takes those to have changed of which he sees it.

    Returns:
        Of each its `measure`, `districts`, `months`, `low` and `high`, and the numbers of the releases, from 0, it is
        `hidden_in`; none, where it is not printed.

    Raises:
        Wrong: if the numbers do not go together.
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
    """Yield each printed number with its release and its places, as of the release that changed them last."""
    since: dict[tuple[str, date], int] = defaultdict(int)
    last: dict[object, tuple[object, object]] = {}
    for at, rows in enumerate(releases):
        moved = set(changed[at - 1]) if changed and at else _moved(rows, last)
        since.update(dict.fromkeys(moved, at))
        for row in rows:
            last[_definition(row)] = row["low"], row["high"]
            yield at, row, frozenset((*place, since[place]) for place in _places(row))


def _moved(rows: Sequence[Row], last: Mapping[object, tuple[object, object]]) -> set[tuple[str, date]]:
    """Return the places that must have changed: those of numbers that differ, and of none that is the same."""
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
    """Yield numbers as another within them and the rest."""
    for (measure, outer), (other, inner) in permutations(printed, 2):
        if measure == other and inner < outer:
            yield ((measure, outer),), ((measure, inner), (measure, outer - inner))


def _with_their_pieces(printed: Sequence[Number]) -> Iterator[Sum]:
    """Yield numbers as pieces of the same months, or the same districts, and what is left: small ones, or large."""
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
    """Yield numbers that overlap, each with what only the other has: both are all that either has."""
    for (measure, one), (other_measure, other) in combinations(printed, 2):
        if measure == other_measure and one & other and one - other and other - one:
            yield ((measure, one), (measure, other - one)), ((measure, other), (measure, one - other))


def _tighten(known: dict[Number, list[float]], sums: Collection[Sum], wholes: Collection[tuple[str, str]]) -> None:
    """Tighten what is known by all sums and wholes, until nothing moves."""
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
    """Narrow what is known of a number; return whether that moved it."""
    before = known[number]
    known[number] = [max(before[0], low), min(before[1], high)]
    if known[number][0] > known[number][1]:
        raise Wrong(f"{number[0]} in {len(number[1])} districts and months")
    return known[number] != before
