"""What releases published, as facts about how many records of a measure have a district and a month.

Here: these unknown counts are called atoms. Each published cell is a sum of atoms, and atoms of several measures are
related. `editions` says which atoms of two releases are the same; `ranges` works out what an atom can be.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipelines.disclosure.differencing.editions import (
    Definition,
    Edition,
    History,
    Slot,
    Versions,
    defined,
    number_of,
    period,
    slots,
)
from pipelines.disclosure.differencing.measures import TOTALS
from pipelines.disclosure.printed_counts import Published


class Atom(NamedTuple):
    """How many records of a measure have a district and a month, as of the release that last changed it."""

    measure: str
    district: str
    month: int
    version: str


class Relation(NamedTuple):
    """What is true of atoms: the parts add up to the whole or, if not exact, to no more than the whole."""

    whole: Atom
    parts: tuple[Atom, ...]
    is_exact: bool


class Rule(NamedTuple):
    """A relation between measures that is true in each district and month."""

    whole: str
    parts: tuple[str, ...]
    is_exact: bool


class Print(NamedTuple):
    """A cell as a release printed it."""

    release_id: str
    cell: Published

    def __str__(self) -> str:
        cell = self.cell
        months = period(range(number_of(cell.first_month), number_of(cell.last_month) + 1))
        return f"{cell.shown} in {cell.source}, {cell.area}, {months}, {cell.series} ({self.release_id})"


@dataclass
class Fact:
    """What was published about atoms: their sum is between low and high (records); and where it was printed."""

    atoms: frozenset[Atom]
    low: int
    high: int
    prints: list[Print]


@dataclass
class Facts:
    """Everything that was published, as facts, and the relations between their atoms."""

    found: list[Fact] = field(default_factory=list)
    relations: set[Relation] = field(default_factory=set)


def rules(cells: Sequence[Published]) -> frozenset[Rule]:
    """Return the rules between the measures of cells: one for each part and its whole, and each total and its parts.

    A total gets no rule if none of its parts was published.
    """
    measures = {cell.measure for cell in cells}
    parts = {Rule(cell.whole, (cell.measure,), False) for cell in cells if cell.whole is not None}
    sums = {Rule(total, tuple(of), True) for total, of in TOTALS.items() if total in measures and measures & set(of)}
    return frozenset(parts | sums)


def families(measures: Collection[str], held: Collection[Rule]) -> list[frozenset[str]]:
    """Return measures in families: those that rules relate to each other, directly or through others."""
    family_of = {measure: frozenset({measure}) for measure in measures}
    for rule in held:
        joined = frozenset[str]().union(*(family_of.get(each, {each}) for each in (rule.whole, *rule.parts)))
        family_of.update(dict.fromkeys(joined, joined))
    return sorted(set(family_of.values()), key=sorted)


def facts(
    editions: Sequence[Edition],
    history: History,
    measures: Collection[str],
    held: Collection[Rule],
    are_apart: bool = False,
) -> Facts:
    """Return everything that was published about a family of measures, as facts and relations of atoms.

    Args:
        editions: What each release published about them, the oldest first.
        history: What is known about changes between releases.
        measures: The measures.
        held: The rules between them.
        are_apart: Whether nothing counts as the same in two editions with different figures.
    """
    known = Facts()
    standing: dict[Definition, tuple[int, Fact]] = {}
    related: set[tuple[int, Slot]] = set()
    for edition, versions in Versions.of(editions, history, measures, are_apart):
        changes = sum(versions.stamps.values())
        for cell in edition.cells:
            as_of, fact = standing.get(defined(cell), (-1, None))
            if fact is None or as_of != changes:
                atoms = frozenset(_atom(versions, cell.measure, slot) for slot in slots(cell))
                fact = Fact(atoms, cell.low, cell.high, [])
                standing[defined(cell)] = changes, fact
                known.found.append(fact)
                for slot in slots(cell) if held else ():
                    if (changes, slot) not in related:
                        related.add((changes, slot))
                        known.relations.update(_relations(versions, held, slot))
            fact.low, fact.high = max(fact.low, cell.low), min(fact.high, cell.high)
            fact.prints.append(Print(edition.release_id, cell))
    return known


def _relations(versions: Versions, held: Collection[Rule], slot: Slot) -> Iterator[Relation]:
    for rule in held:
        parts = tuple(_atom(versions, part, slot) for part in rule.parts)
        yield Relation(_atom(versions, rule.whole, slot), parts, rule.is_exact)


def _atom(versions: Versions, measure: str, slot: Slot) -> Atom:
    return Atom(measure, *slot, versions.at(measure, slot))
