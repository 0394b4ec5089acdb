"""Pairs of persons that are doubted, ranked for `hatecrime review`.

Here: which pairs are worth a reviewer's time, kept in the vault from night to night. What reviewers say of them stands
in `review`.
"""

import duckdb

from pipelines.build.statement import Statements
from pipelines.linkage.person_model import CENTRAL, HIGH, LOW

_SQL = Statements(__file__)

#: No reviewer gets through more.
AT_MOST = 500


def note_doubts(work: duckdb.DuckDBPyConnection) -> None:
    """Replace `vault.linkage.doubtful_pair` by the pairs between the low and the high threshold that nobody decided.

    A pair changes a count where both records are of hate incidents: whether they are one person then says how many
    people, and how many incidents, there were. Those come first, and of them the pairs of two agencies, and of these
    what the model is least sure of. Of two clusters only the likeliest pair is asked about.

    Args:
        work: A connection of `link.in_memory` after `link.link`; in a transaction that writes the vault alone.
    """
    work.execute("delete from vault.linkage.doubtful_pair")
    work.execute(_SQL("doubtful_pair"), {"low": LOW, "central": CENTRAL, "high": HIGH, "at_most": AT_MOST})
