"""Clusters of things, made by joining pairs one after the other, unless something speaks against it.

Here: union by size over hashable ids. The caller chooses the pairs and their order.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

#: What is known about one thing: by position, a value or None.
Known = tuple[object, ...]


class Clusters:
    """Things joined so far, and what is known about each cluster.

    `apart` names pairs that must never be in one cluster. `known` gives what is known about each thing. A cluster that
    holds two values at every position contradicts itself: one difference may be a mistake, two mean another person.
    """

    def __init__(self, apart: Iterable[tuple[str, str]] = (), known: Mapping[str, Known] | None = None) -> None:
        self._parent: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}
        self._known = known or {}
        self._untold = tuple(None for _ in next(iter(self._known.values()), ()))
        self._values: dict[str, tuple[set[object], ...]] = {}
        self._apart: dict[str, set[str]] = defaultdict(set)
        for left, right in apart:
            self._apart[left].add(right)
            self._apart[right].add(left)

    def join(self, left: str, right: str, *, whatever: bool = False) -> bool:
        """Put two things and everything joined to them into one cluster; return whether they are now in one.

        Args:
            left: One thing.
            right: The other thing.
            whatever: Join them even if what is known contradicts it; pairs in `apart` still stay apart.
        """
        one, other = self._find(left), self._find(right)
        if one == other:
            return True
        if len(self._members[one]) < len(self._members[other]):
            one, other = other, one
        if self._forbidden(one, other):
            return False
        values = tuple(a | b for a, b in zip(self._values[one], self._values[other], strict=True))
        contradiction = values and all(len(each) > 1 for each in values)
        # A cluster that already contradicts itself was joined regardless. It takes in things that add no new value.
        if contradiction and values not in (self._values[one], self._values[other]) and not whatever:
            return False
        self._parent[other] = one
        self._members[one] += self._members.pop(other)
        self._values[one] = values
        return True

    def with_(self, thing: str) -> list[str]:
        """Return the things in a thing's cluster, including itself."""
        return self._members[self._find(thing)]

    def found(self) -> tuple[list[str], list[str]]:
        """Return each thing that was ever in a pair, and beside it the first thing of its cluster."""
        things: list[str] = []
        firsts: list[str] = []
        for members in self._members.values():
            things += members
            firsts += [min(members)] * len(members)
        return things, firsts

    def _find(self, thing: str) -> str:
        if thing not in self._parent:
            self._parent[thing] = thing
            self._members[thing] = [thing]
            self._values[thing] = tuple({value} - {None} for value in self._known.get(thing, self._untold))
            return thing
        root = thing
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[thing] != root:
            self._parent[thing], thing = root, self._parent[thing]
        return root

    def _forbidden(self, one: str, other: str) -> bool:
        if not self._apart:
            return False
        return any(self._find(foe) == one for member in self._members[other] for foe in self._apart.get(member, ()))
