"""Pairs of records compared with the truth: how many there are, how many linkage found, and how many are right.

Here: counting, and the measures made from the counts. `evaluate` chooses which records are counted.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt

import duckdb

from pipelines.build.statement import Statements

_SQL = Statements(__file__)

#: Pairs of any agencies, and pairs of two different agencies.
ALL, DIFFERENT = "all", "two different"

#: The ethnic group of persons for whom no record gives one.
UNKNOWN = "Unknown"

#: The two-sided 95% quantile of the normal distribution.
_Z = 1.96


@dataclass(frozen=True)
class Measure:
    """Counts of pairs of records: the true pairs, the pairs that linkage found, and those found that are right.

    `among` says which records: all, the linkable ones, or those of persons of an ethnic group. A wrong pair is counted
    for the groups of both persons.
    """

    linked: str
    among: str
    agencies: str
    threshold: str
    true_pairs: int
    found_pairs: int
    right_pairs: int

    @property
    def precision(self) -> float | None:
        """The share of found pairs that are right."""
        return self.right_pairs / self.found_pairs if self.found_pairs else None

    @property
    def recall(self) -> float | None:
        """The share of true pairs that are found."""
        return self.right_pairs / self.true_pairs if self.true_pairs else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall."""
        both = self.true_pairs + self.found_pairs
        return 2 * self.right_pairs / both if both else None

    @property
    def recall_interval(self) -> tuple[float, float] | None:
        """The 95% interval of the recall (Wilson 1927), as if each pair were found or missed independently."""
        n, share = self.true_pairs, self.recall
        if share is None:
            return None
        middle = share + _Z**2 / (2 * n)
        half = _Z * sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2))
        low, high = ((middle + side) / (1 + _Z**2 / n) for side in (-half, half))
        return max(low, 0.0), min(high, 1.0)


def measures_of(
    con: duckdb.DuckDBPyConnection, linked: str, among: str, threshold: str, *, by_group: bool = False
) -> Iterator[Measure]:
    """Yield the measures of `evaluated` (record_id, agency, same, cluster): each pair of agencies and both totals.

    Args:
        con: The connection; `same` is the truth about a record, `cluster` what linkage says.
        linked: What was linked.
        among: Which records these are.
        threshold: The threshold by which they were linked.
        by_group: Measure each ethnic group separately, by the column `ethnic_group`; then `among` is the group.
    """
    con.execute(_SQL("evaluated_pair", by_group=by_group), {} if by_group else {"among": among})
    totals = {"all": ALL, "different": DIFFERENT, "unknown": UNKNOWN}
    for group, agencies, *counts in con.execute(_SQL("counted_pair"), totals).fetchall():
        yield Measure(linked, group, agencies, threshold, *counts)
