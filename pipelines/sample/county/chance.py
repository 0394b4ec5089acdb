"""Chance that gives the same result on every machine.

Here: streams of random numbers, coins tossed for a numbered thing, weighted draws, fair shares, dealing out. Not
here: what is drawn. Numbers come from SplitMix64 (Steele, Lea and Flood 2014) and not from numpy's generators,
whose streams may change from version to version; no clock, no hash() of text and no floating-point distribution is
used either.
"""

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Objects = npt.NDArray[np.object_]
Array = TypeVar("Array", Integers, Objects)
Thing = TypeVar("Thing")


def _key(seed: int, purpose: Sequence[str | int]) -> np.uint64:
    named = "/".join(map(str, (seed, *purpose)))
    return np.uint64(int.from_bytes(blake2b(named.encode(), digest_size=8).digest(), "little"))


def _mixed(key: np.uint64, numbers: Integers) -> Integers:
    """Return SplitMix64's output for a key and positions, reduced to whole numbers in [0, 2**62)."""
    mixed = key + numbers.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return ((mixed ^ (mixed >> np.uint64(31))) >> np.uint64(2)).astype(np.int64)


def coins(seed: int, purpose: Sequence[str | int], numbers: Integers) -> Integers:
    """Toss a coin for each numbered thing: always the same number in [0, 2**62).

    Persons can therefore be made again on demand and need not be kept.
    """
    return _mixed(_key(seed, purpose), np.asarray(numbers))


class Stream:
    """A stream of random numbers kept for one purpose, independent of every other purpose's."""

    def __init__(self, seed: int, *purpose: str | int) -> None:
        self._key, self._drawn = _key(seed, purpose), 0

    def below(self, limit: int, size: int) -> Integers:
        """Draw `size` whole numbers from 0 to less than `limit`."""
        first, self._drawn = self._drawn, self._drawn + size
        return _mixed(self._key, np.arange(first + 1, self._drawn + 1)) % limit

    def happens(self, per_thousand: float, size: int) -> Flags:
        """Return for each of `size` things whether it is one of this many in a thousand."""
        return self.below(100_000, size) < round(per_thousand * 100)

    def one(self, things: Sequence[Thing]) -> Thing:
        """Return one of some things."""
        return things[int(self.below(len(things), 1)[0])]

    def order(self, size: int) -> Integers:
        """Return the positions 0 to `size` - 1 in random order."""
        return np.argsort(self.below(2**62, size), kind="stable")

    def some(self, things: Array, count: int) -> Array:
        """Return up to `count` different ones of an array, in random order."""
        return things[self.order(len(things))[:count]]


class Weighted:
    """Things to draw from, each with a whole-number weight; None may be among them."""

    def __init__(self, weights: dict[Any, int]) -> None:
        self.things: Objects = np.empty(len(weights), dtype=object)
        self.things[:] = list(weights)
        self.up_to = np.cumsum(np.array(list(weights.values()), dtype=np.int64))

    def draw(self, rng: Stream, size: int) -> Objects:
        """Draw `size` things from a stream."""
        return self.fall(rng.below(int(self.up_to[-1]), size))

    def fall(self, tossed: Integers) -> Objects:
        """Return the thing each coin falls on."""
        return self.things[np.searchsorted(self.up_to, tossed % self.up_to[-1], side="right")]


def apportion(weights: Sequence[int], total: int) -> list[int]:
    """Share out a total in proportion to weights, in whole numbers that add up (largest remainders first)."""
    whole = sum(weights)
    shares = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda at: (-(total * weights[at] % whole), at))
    for at in by_remainder[: total - sum(shares)]:
        shares[at] += 1
    return shares


def deal(counts: Mapping[str, Sequence[int]], kinds: Sequence[Integers], rng: Stream) -> dict[str, Integers]:
    """Deal things of several kinds, giving each asker the number it wants of each kind; nothing is dealt twice."""
    left = [things[rng.order(len(things))] for things in kinds]
    dealt = {}
    for taker, wanted in counts.items():
        taken = [things[:count] for things, count in zip(left, wanted, strict=True)]
        left = [things[count:] for things, count in zip(left, wanted, strict=True)]
        dealt[taker] = np.sort(np.concatenate(taken))
    return dealt
