"""The least and the most that a sum of unknowns can be, by linear programming.

Here: the ranges of the sums in a block that a reader can narrow down, and what narrows each. HiGHS solves the
programmes, each from where the last one ended. Counts are whole numbers, so a range is rounded inwards. Some numbers
within a range may still be impossible, if counts only combine in steps. An integer programme would narrow such a range
further; this one does not. A true count is never outside its range.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

import highspy
import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from pipelines.disclosure.differencing.blocks import Block
from pipelines.disclosure.differencing.hidden_counts import BAND, SMALL, Target

_Numbers = npt.NDArray[np.float64]

#: How far a solution may be from a whole number and still count as that number; HiGHS keeps a bound to within 1e-7.
_NEARLY = 1e-4

#: The weight below which a sum counts as having none in a solution; HiGHS uses the same tolerance.
_WEIGHTLESS = 1e-7


class Infeasible(Exception):
    """No counts agree with some sums of a block."""

    def __init__(self, sums: Collection[int]) -> None:
        super().__init__()
        self.sums = sums


class Range(NamedTuple):
    """The least and the most that a sum of unknowns can be (records), and the sums in the block that limit it."""

    low: int
    high: int
    bound_by: frozenset[int]


class Programme:
    """A block as a linear programme, and each solution found so far.

    A solution is a case that a reader can't rule out. Whatever it was found for, it also shows that most other targets
    have a wide range, so they need no programme of their own.

    Raises:
        Infeasible: if no counts agree with everything that is known.
    """

    def __init__(self, block: Block) -> None:
        self._sums, self._size = len(block.sums), len(block.unknowns)
        self._solver = _solver(block)
        self._solutions: list[_Numbers] = []
        self._solve(np.zeros(self._size))

    def narrow(self, targets: Sequence[Target]) -> dict[Target, Range]:
        """Return the targets that can be small and can be narrowed further than hiding is meant to allow."""
        rows = _matrix([_signed(target.unknowns, target.less) for target in targets], self._size)
        seen = _Seen(rows)
        for solution in self._solutions:
            seen.note(solution)
        doubtful, before = seen.narrow(), np.arange(0)
        while len(doubtful) and len(doubtful) != len(before):
            together = rows[doubtful].sum(axis=0)
            for direction in (together, -together):
                seen.note(self._solve(direction)[0])
            doubtful, before = seen.narrow(), doubtful
        lowest = {}
        for at in doubtful.tolist():
            if seen.is_narrow(at):
                solution, bound_by = self._solve(rows[[at]].toarray()[0])
                seen.note(solution)
                lowest[at] = int(_up(seen.least[at])), bound_by
        found = {}
        for at, (low, bound_below) in lowest.items():
            if low <= SMALL and seen.is_narrow(at):
                solution, bound_above = self._solve(-rows[[at]].toarray()[0])
                seen.note(solution)
                if seen.is_narrow(at):
                    found[targets[at]] = Range(low, int(_down(seen.greatest[at])), bound_below | bound_above)
        for each in found.values():
            if each.high < each.low:
                raise Infeasible(each.bound_by)
        return found

    def _solve(self, direction: _Numbers) -> tuple[_Numbers, frozenset[int]]:
        """Return the counts that are least in a direction, and the sums that make them so.

        Those are the sums with a weight: with only those sums, the least would be the same.
        """
        self._solver.changeColsCost(self._size, np.arange(self._size, dtype=np.int32), direction)
        self._solver.run()
        status = self._solver.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            raise Infeasible(self._conflict())
        if status != highspy.HighsModelStatus.kOptimal:
            raise RuntimeError(f"a linear programme was not solved: {self._solver.modelStatusToString(status)}")
        solved = self._solver.getSolution()
        weights = np.abs(solved.row_dual[: self._sums])
        self._solutions.append(np.asarray(solved.col_value))
        return self._solutions[-1], frozenset(np.flatnonzero(weights > _WEIGHTLESS).tolist())

    def _conflict(self) -> frozenset[int]:
        """Return sums that can't all be true, without any that the conflict does not need."""
        _, conflict = self._solver.getIis()
        return frozenset(row for row in conflict.row_index_ if row < self._sums)


class _Seen:
    """The least and greatest value of each target over the solutions seen so far."""

    def __init__(self, rows: csr_array) -> None:
        self._rows = rows
        self.least = np.full(rows.shape[0], np.inf)
        self.greatest = np.full(rows.shape[0], -np.inf)

    def note(self, solution: _Numbers) -> None:
        """Take a solution into account."""
        values = self._rows @ solution
        self.least, self.greatest = np.minimum(self.least, values), np.maximum(self.greatest, values)

    def is_narrow(self, at: int | slice = slice(None)) -> npt.NDArray[np.bool_]:
        """Return whether each target's values are closer together than the range that hides a count."""
        return _down(self.greatest[at]) - _up(self.least[at]) < BAND

    def narrow(self) -> npt.NDArray[np.intp]:
        """Return the places of the targets that are narrow."""
        return np.flatnonzero(self.is_narrow())


def _solver(block: Block) -> highspy.Highs:
    """Return HiGHS with a block's programme: a column for each unknown, and a row for each sum and then each bond."""
    solver = highspy.Highs()
    solver.silent()
    solver.setOptionValue("threads", 1)
    # The last solution stays possible for the next aim. These settings continue from it and don't reduce again.
    solver.setOptionValue("presolve", "off")
    solver.setOptionValue("simplex_strategy", highspy.simplex_constants.SimplexStrategy.kSimplexStrategyPrimal.value)
    solver.setOptionValue("iis_strategy", highspy.IisStrategy.kIisStrategyIrreducible.value)
    held = [_signed(each.unknowns) for each in block.sums] + [_signed(bond.parts, {bond.whole}) for bond in block.bonds]
    matrix = _matrix(held, len(block.unknowns))
    programme = highspy.HighsLp()
    programme.num_row_, programme.num_col_ = matrix.shape
    programme.col_cost_ = programme.col_lower_ = np.zeros(len(block.unknowns))
    # An unknown without a limit gets one that is greater than everything together, so that each programme ends.
    programme.col_upper_ = np.full(len(block.unknowns), 100.0 + sum(each.high for each in block.sums))
    lowest = [-highspy.kHighsInf if not bond.is_exact else 0.0 for bond in block.bonds]
    programme.row_lower_ = np.array([*(float(each.low) for each in block.sums), *lowest])
    programme.row_upper_ = np.array([*(float(each.high) for each in block.sums), *(0.0 for _ in block.bonds)])
    programme.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    programme.a_matrix_.start_, programme.a_matrix_.index_ = matrix.indptr, matrix.indices
    programme.a_matrix_.value_ = matrix.data
    solver.passModel(programme)
    return solver


def _signed(plus: Iterable[int], minus: Iterable[int] = ()) -> list[tuple[int, float]]:
    return [*((column, 1.0) for column in plus), *((column, -1.0) for column in minus)]


def _matrix(rows: Sequence[Iterable[tuple[int, float]]], width: int) -> csr_array:
    """Return rows, given as columns and values, as a matrix."""
    cells = [(at, column, value) for at, row in enumerate(rows) for column, value in row]
    places = [[at for at, _, _ in cells], [column for _, column, _ in cells]]
    return csr_array(([value for _, _, value in cells], places), shape=(len(rows), width))


def _up(values: _Numbers) -> _Numbers:
    return np.ceil(values - _NEARLY)


def _down(values: _Numbers) -> _Numbers:
    return np.floor(values + _NEARLY)
