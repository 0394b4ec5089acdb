"""Doubtful pairs of persons, ranked for `hatecrime review`.

Here: which pairs are worth a reviewer's time, kept in the vault from night to night. Reviewers' decisions are in
`review`.
"""

import duckdb

from pipelines.build.statement import Statements
from pipelines.linkage.person_model import CENTRAL, HIGH, LOW

_SQL = Statements(__file__)


def note_doubts(work: duckdb.DuckDBPyConnection) -> None:
    """Replace `vault.linkage.doubtful_pair` by the undecided pairs between the low and the high threshold.

    A pair changes a count if both records are of hate incidents: the number of people and of incidents depends on
    whether they are one person. Those pairs come first. Among them, pairs of two agencies come first, and then the
    pairs that the model is least sure about. Between two clusters, only the likeliest pair is kept.

    Args:
        work: A connection of `link.in_memory` after `link.link`, in a transaction that writes only to the vault.
    """
    work.execute("delete from vault.linkage.doubtful_pair")
    work.execute(_SQL("doubtful_pair"), {"low": LOW, "central": CENTRAL, "high": HIGH})
