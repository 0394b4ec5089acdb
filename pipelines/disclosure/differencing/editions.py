"""What successive releases published, and which of their figures come from the same data.

Here: which release last changed each measure, district and month. We assume an attacker knows what changed between
releases, but not by how much: the history says which measures, districts and months changed. A published figure may
change although the history shows no change. Then every part that no unchanged figure of the measure covers is taken to
have changed.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import product
from typing import NamedTuple, Self

from pipelines.disclosure.differencing.measures import made_of
from pipelines.disclosure.printed_counts import Published

#: What a cell counts, whoever prints it: measure, districts, first and last month.
Definition = tuple[str, tuple[str, ...], date, date]

#: A district and a month.
Slot = tuple[str, int]


class Change(NamedTuple):
    """What a release changed since the one before: a measure, in a district and a month."""

    release_id: str
    measure: str
    district_code: str
    month_start: date


@dataclass(frozen=True)
class Edition:
    """What a release published: its id, which puts releases in order, and its cells."""

    release_id: str
    cells: Sequence[Published]

    def of(self, measures: Collection[str]) -> Self:
        """Return the edition with only some measures."""
        return replace(self, cells=[cell for cell in self.cells if cell.measure in measures])

    @property
    def figures(self) -> set[tuple[Definition, int, int]]:
        """Its figures, each with its definition."""
        return {(defined(cell), cell.low, cell.high) for cell in self.cells}


@dataclass(frozen=True)
class History:
    """What is known about changes between releases.

    Attributes:
        changes: What changed, and in which release.
        measures: The measures whose changes are all listed; a sum or a strand of these measures changes with them. Any
            other measure is assumed to change wherever anything changes.
    """

    changes: Collection[Change] = ()
    measures: Collection[str] = ()

    def changed(self, measures: Collection[str], after: str, until: str) -> Iterator[tuple[str, Slot]]:
        """Yield which measures changed where, after one release and up to another."""
        recent = [change for change in self.changes if after < change.release_id <= until]
        for measure, change in product(measures, recent):
            parts = made_of(measure)
            if change.measure in parts or not set(parts) <= set(self.measures):
                yield measure, (change.district_code, number_of(change.month_start))


class _Standing(NamedTuple):
    """The figure last published for a definition, and the versions of its parts."""

    stamp: int
    versions: tuple[str, ...]
    figure: tuple[int, int]


@dataclass
class Versions:
    """Which release last changed each measure, district and month.

    Attributes:
        stamps: How often anything in a measure changed.
    """

    stamps: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    _since: dict[tuple[str, Slot], str] = field(default_factory=dict)

    def at(self, measure: str, slot: Slot) -> str:
        """Return the release that last changed it; empty text if it never changed."""
        return self._since.get((measure, slot), "")

    @classmethod
    def of(
        cls, editions: Sequence[Edition], history: History, measures: Collection[str], are_apart: bool
    ) -> Iterator[tuple[Edition, Self]]:
        """Yield each edition with the versions at that time.

        Args:
            editions: What each release published for some measures, the oldest first.
            history: What is known about changes between them.
            measures: The measures, and those related to them.
            are_apart: Whether everything counts as new in an edition whose figures differ from the one before.
        """
        everywhere = {slot for edition in editions for cell in edition.cells if are_apart for slot in slots(cell)}
        versions, before = cls(), None
        standing: dict[Definition, _Standing] = {}
        for edition in editions:
            if before is not None:
                for measure, slot in history.changed(measures, before.release_id, edition.release_id):
                    versions._change(measure, {slot}, edition.release_id)
                if are_apart and before.figures != edition.figures:
                    for measure in measures:
                        versions._change(measure, everywhere, edition.release_id)
                for measure, changed in versions._unexplained(edition, standing).items():
                    versions._change(measure, changed, edition.release_id)
            for cell in edition.cells:
                standing[defined(cell)] = versions._standing(cell)
            before = edition
            yield edition, versions

    def _change(self, measure: str, changed: Collection[Slot], release_id: str) -> None:
        self._since.update(dict.fromkeys(((measure, slot) for slot in changed), release_id))
        self.stamps[measure] += 1

    def _standing(self, cell: Published) -> _Standing:
        versions = tuple(self.at(cell.measure, slot) for slot in slots(cell))
        return _Standing(self.stamps[cell.measure], versions, (cell.low, cell.high))

    def _unexplained(self, edition: Edition, standing: dict[Definition, _Standing]) -> dict[str, set[Slot]]:
        """Return, by measure, what must have changed: figures with the same versions are different."""
        same: dict[str, set[Slot]] = defaultdict(set)
        other: dict[str, list[set[Slot]]] = defaultdict(list)
        for cell in edition.cells:
            last = standing.get(defined(cell))
            if last is None:
                continue
            if last.stamp != self.stamps[cell.measure] and last.versions != self._standing(cell).versions:
                continue
            if last.figure == (cell.low, cell.high):
                same[cell.measure].update(slots(cell))
            else:
                other[cell.measure].append(set(slots(cell)))
        return {
            measure: set().union(*(changed - same[measure] or changed for changed in differing))
            for measure, differing in other.items()
        }


def defined(cell: Published) -> Definition:
    """Return what a cell counts."""
    return cell.measure, cell.districts, cell.first_month, cell.last_month


def slots(cell: Published) -> Iterator[Slot]:
    """Yield the districts and months that a cell is the sum of."""
    return product(cell.districts, range(number_of(cell.first_month), number_of(cell.last_month) + 1))


def number_of(month: date) -> int:
    """Return a month as a number; the next month's number is greater by one."""
    return month.year * 12 + month.month - 1


def period(months: Collection[int]) -> str:
    """Return months, given as numbers, in words: each run from its first month to its last."""
    firsts = [month for month in sorted(months) if month - 1 not in months]
    lasts = [month for month in sorted(months) if month + 1 not in months]
    return " and ".join(
        _word(first) if first == last else f"{_word(first)} to {_word(last)}"
        for first, last in zip(firsts, lasts, strict=True)
    )


def _word(month: int) -> str:
    return f"{date(month // 12, month % 12 + 1, 1):%B %Y}"
