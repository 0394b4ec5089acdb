"""Facts as small systems of linear bounds, each of which can be examined separately.

Here: atoms known to be 0 are left out. Atoms that are always in the same facts become one unknown. Unknowns that no
fact or relation joins are separated into blocks. `ranges` works out what an unknown can be.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from pipelines.disclosure.differencing.facts import Atom, Fact, Print, Relation


class Contradiction(Exception):
    """Published figures can't all be true at once."""

    def __init__(self, prints: Iterable[Print]) -> None:
        super().__init__("these published figures can't all be true: " + "; ".join(str(each) for each in prints))


@dataclass(frozen=True)
class Sum:
    """A sum of a block's unknowns, by number, that is between low and high; and where it was printed."""

    unknowns: frozenset[int]
    low: int
    high: int
    prints: tuple[Print, ...]


class Bond(NamedTuple):
    """A relation between a block's unknowns, by number."""

    whole: int
    parts: tuple[int, ...]
    is_exact: bool


@dataclass(frozen=True)
class Block:
    """Unknowns, each made of atoms of one measure and version, and everything known about them."""

    unknowns: Sequence[tuple[Atom, ...]]
    sums: Sequence[Sum]
    bonds: Sequence[Bond]


def blocks(found: Sequence[Fact], relations: Collection[Relation]) -> list[Block]:
    """Return facts and relations as blocks that have nothing to do with each other.

    Raises:
        Contradiction: if two facts say different things about the same atoms.
    """
    none = _none(found, relations)
    known = _distinct(found, none)
    held = {
        Relation(relation.whole, parts, relation.is_exact)
        for relation in relations
        if relation.whole not in none and (parts := tuple(part for part in relation.parts if part not in none))
    }
    unknowns = _merged(known, held)
    number = {atom: at for at, atoms in enumerate(unknowns) for atom in atoms}
    sums = [
        Sum(frozenset(number[atom] for atom in fact.atoms), fact.low, fact.high, tuple(fact.prints)) for fact in known
    ]
    bonds = {Bond(number[held.whole], tuple(number[part] for part in held.parts), held.is_exact) for held in held}
    return list(_parted(unknowns, sums, sorted(bonds)))


def _none(found: Iterable[Fact], relations: Collection[Relation]) -> set[Atom]:
    """Return the atoms that are 0: those in a sum of 0, the parts of a whole that is 0, and a sum whose parts are 0."""
    none = set[Atom]().union(*(fact.atoms for fact in found if fact.high == 0))
    while True:
        parts = {part for held in relations if held.whole in none for part in held.parts}
        wholes = {held.whole for held in relations if held.is_exact and none.issuperset(held.parts)}
        if none >= parts | wholes:
            return none
        none |= parts | wholes


def _distinct(found: Iterable[Fact], none: set[Atom]) -> list[Fact]:
    """Return one fact for each set of atoms, leaving out atoms that are 0."""
    known: dict[frozenset[Atom], Fact] = {}
    for fact in found:
        atoms = fact.atoms - none
        same = known.get(atoms, Fact(atoms, 0, fact.high, []))
        merged = Fact(atoms, max(same.low, fact.low), min(same.high, fact.high), [*same.prints, *fact.prints])
        if merged.low > (merged.high if atoms else 0):
            raise Contradiction(merged.prints)
        known[atoms] = merged
    return [fact for atoms, fact in known.items() if atoms]


def _merged(known: Sequence[Fact], held: Collection[Relation]) -> list[tuple[Atom, ...]]:
    """Return atoms in groups that can't be distinguished: they are in the same facts and the same relations.

    Related atoms share a district and a month. So each district and month is grouped with others as a whole, with all
    its related measures.
    """
    facts_of, related = defaultdict(list), defaultdict(set)
    for at, fact in enumerate(known):
        for atom in fact.atoms:
            facts_of[atom].append(at)
    for relation in held:
        joined = {relation.whole, *relation.parts}
        for atom in joined:
            facts_of[atom]
            related[atom].add(relation)
    groups = defaultdict(list)
    for cluster in _clusters(facts_of, related):
        atoms = sorted(cluster)
        place = {atom: (atom.measure, atom.version) for atom in atoms}
        bound = {
            (place[held.whole], tuple(place[part] for part in held.parts), held.is_exact)
            for atom in atoms
            for held in related[atom]
        }
        groups[frozenset(bound), tuple((place[atom], tuple(facts_of[atom])) for atom in atoms)].append(atoms)
    return [together for clusters in groups.values() for together in zip(*clusters, strict=True)]


def _clusters(atoms: Iterable[Atom], related: dict[Atom, set[Relation]]) -> Iterator[set[Atom]]:
    """Yield atoms with all those they are related to."""
    seen = set[Atom]()
    for atom in atoms:
        if atom in seen:
            continue
        cluster, fresh = {atom}, [atom]
        while fresh:
            joined = {each for held in related[fresh.pop()] for each in (held.whole, *held.parts)} - cluster
            cluster |= joined
            fresh.extend(joined)
        seen |= cluster
        yield cluster


def _parted(unknowns: Sequence[tuple[Atom, ...]], sums: Sequence[Sum], bonds: Sequence[Bond]) -> Iterator[Block]:
    """Yield the unknowns that sums and bonds join as blocks, each with its own numbering."""
    ties = [sorted(each.unknowns) for each in sums] + [[bond.whole, *bond.parts] for bond in bonds]
    ends = np.array([(tie[0], end) for tie in ties for end in tie]).reshape(-1, 2)
    graph = coo_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(len(unknowns), len(unknowns)))
    count, block_of = connected_components(graph)
    members: list[list[int]] = [[] for _ in range(count)]
    for at, block in enumerate(block_of):
        members[block].append(at)
    place = {at: number for numbers in members for number, at in enumerate(numbers)}
    sums_of, bonds_of = defaultdict(list), defaultdict(list)
    for each in sums:
        inside = frozenset(place[at] for at in each.unknowns)
        sums_of[block_of[next(iter(each.unknowns))]].append(Sum(inside, each.low, each.high, each.prints))
    for bond in bonds:
        parts = tuple(place[part] for part in bond.parts)
        bonds_of[block_of[bond.whole]].append(Bond(place[bond.whole], parts, bond.is_exact))
    for block, numbers in enumerate(members):
        yield Block([unknowns[at] for at in numbers], sums_of[block], bonds_of[block])
