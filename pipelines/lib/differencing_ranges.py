"""What a sum of unknowns can be at least and at most, by linear programming.

Here: the ranges of those sums of a block that a reader can narrow down, and what narrows each. HiGHS solves the
programmes. Counts are whole numbers, so a range is rounded inwards; within it, some numbers may not be possible where
several counts only go together in steps: an integer programme would narrow such a range further, and this does not.
A true count never lies outside its range.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import OptimizeResult, linprog
from scipy.sparse import csr_array, eye_array, hstack

from pipelines.lib.differencing_blocks import Block

#: How far a solution may be from a whole number and still be it; HiGHS holds a bound to within 1e-7.
_NEARLY = 1e-4

#: A weight of a sum that is nobody's bound: HiGHS' tolerance of a dual value.
_WEIGHTLESS = 1e-7

_INFEASIBLE = 2


class Infeasible(Exception):
    """No counts agree with some sums of a block."""

    def __init__(self, sums: frozenset[int]) -> None:
        super().__init__()
        self.sums = sums


class Target(NamedTuple):
    """A sum of a block less another that it holds, by their columns; or a sum alone."""

    plus: int
    minus: int | None = None


class Range(NamedTuple):
    """What a target can be at least and at most (records), and the sums of the block that bind it."""

    low: int
    high: int
    bound_by: frozenset[int]


@dataclass(frozen=True)
class Programme:
    """A block as a linear programme: a column for each unknown, then one for each sum, then the slack of bonds."""

    block: Block

    def column_of_sum(self, at: int) -> int:
        """Return the column of a sum."""
        return len(self.block.unknowns) + at

    def narrow(self, targets: Sequence[Target], band: int, small: int) -> dict[Target, Range]:
        """Return the targets that are narrower than a band and can be small, with their ranges.

        Every solution of a programme is a case that a reader can't rule out, for all targets at once: first the sum of
        all targets in doubt is made as small and as large as can be, as long as that helps, and what is in doubt still
        is then solved one by one.

        Args:
            targets: What to look at.
            band: How wide a range must be to hide a count (records).
            small: The largest count that must be hidden (records).

        Raises:
            Infeasible: if no counts agree with all that is known.
        """
        seen = _Seen(self._rows(targets), band)
        doubtful = np.arange(len(targets))
        while len(doubtful):
            direction = seen.rows[doubtful].sum(axis=0)
            for sense in (1, -1):
                seen.note(self._solve(sense * direction).x)
            left = doubtful[~seen.wide[doubtful]]
            if len(left) > 0.9 * len(doubtful):
                break
            doubtful = left
        found = {}
        for at in doubtful.tolist():
            if seen.wide[at]:
                continue
            row = seen.rows[[at]].toarray()[0]
            least = self._solve(row)
            seen.note(least.x)
            if seen.wide[at] or (low := _up(least.fun)) > small:
                continue
            greatest = self._solve(-row)
            seen.note(greatest.x)
            if seen.wide[at]:
                continue
            bound_by = self._bound_by(least) | self._bound_by(greatest)
            if (high := _down(-greatest.fun)) < low:
                raise Infeasible(bound_by)
            found[targets[at]] = Range(low, high, bound_by)
        return found

    def _rows(self, targets: Sequence[Target]) -> csr_array:
        cells = [(at, target.plus, 1.0) for at, target in enumerate(targets)]
        cells += [(at, target.minus, -1.0) for at, target in enumerate(targets) if target.minus is not None]
        return _matrix(cells, (len(targets), self._equations.shape[1]))

    def _solve(self, direction: npt.NDArray[np.float64]) -> OptimizeResult:
        solved = linprog(
            direction,
            A_eq=self._equations,
            b_eq=np.zeros(self._equations.shape[0]),
            bounds=self._limits,
            method="highs",
        )
        if solved.status == _INFEASIBLE:
            raise Infeasible(self._conflict())
        if not solved.success:
            raise RuntimeError(solved.message)
        return solved

    def _conflict(self) -> frozenset[int]:
        """Return the sums that can't all be true: those that stand in the way of being wrong by the least in all."""
        rows, columns = self._equations.shape
        wrong = eye_array(rows, len(self.block.sums), format="csr")
        equations = hstack([self._equations, wrong, -wrong], format="csr")
        costs = np.repeat([0.0, 1.0], [columns, equations.shape[1] - columns])
        limits = np.vstack([self._limits, np.tile([0.0, np.inf], (equations.shape[1] - columns, 1))])
        return self._bound_by(linprog(costs, A_eq=equations, b_eq=np.zeros(rows), bounds=limits, method="highs"))

    def _bound_by(self, solved: OptimizeResult) -> frozenset[int]:
        """Return the sums whose bounds have weight in a solution: with them alone, it would be no other."""
        first = self.column_of_sum(0)
        weight = np.abs(solved.lower.marginals) + np.abs(solved.upper.marginals)
        return frozenset(np.flatnonzero(weight[first : first + len(self.block.sums)] > _WEIGHTLESS).tolist())

    @cached_property
    def _equations(self) -> csr_array:
        unknowns, sums, bonds = self.block.unknowns, self.block.sums, self.block.bonds
        slack = [at for at, bond in enumerate(bonds) if not bond.is_exact]
        cells = []
        for row, each in enumerate(sums):
            cells += [(row, column, 1.0) for column in each.unknowns] + [(row, self.column_of_sum(row), -1.0)]
        for row, bond in enumerate(bonds, start=len(sums)):
            cells += [(row, part, 1.0) for part in bond.parts] + [(row, bond.whole, -1.0)]
        cells += [(len(sums) + at, self.column_of_sum(len(sums)) + column, 1.0) for column, at in enumerate(slack)]
        return _matrix(cells, (len(sums) + len(bonds), len(unknowns) + len(sums) + len(slack)))

    @cached_property
    def _limits(self) -> npt.NDArray[np.float64]:
        """The bounds of each column; an unknown that nothing limits is held well above any sum."""
        sums = self.block.sums
        limits = np.zeros((self._equations.shape[1], 2))
        limits[:, 1] = 100 + 2 * sum(each.high for each in sums)
        first = self.column_of_sum(0)
        limits[first : first + len(sums)] = [(each.low, each.high) for each in sums]
        return limits


class _Seen:
    """The least and greatest value of each target over the solutions seen so far."""

    def __init__(self, rows: csr_array, band: int) -> None:
        self.rows, self._band = rows, band
        self._least = np.full(rows.shape[0], np.inf)
        self._greatest = np.full(rows.shape[0], -np.inf)
        self.wide = np.zeros(rows.shape[0], dtype=bool)

    def note(self, solution: npt.NDArray[np.float64]) -> None:
        values = self.rows @ solution
        self._least, self._greatest = np.minimum(self._least, values), np.maximum(self._greatest, values)
        self.wide = np.floor(self._greatest + _NEARLY) - np.ceil(self._least - _NEARLY) >= self._band


def _matrix(cells: Sequence[tuple[int, int, float]], shape: tuple[int, int]) -> csr_array:
    rows, columns, values = zip(*cells, strict=True)
    return csr_array((values, (rows, columns)), shape=shape)


def _up(value: float) -> int:
    return int(np.ceil(value - _NEARLY))


def _down(value: float) -> int:
    return int(np.floor(value + _NEARLY))
