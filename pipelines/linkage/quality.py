"""The quality of a night's linkage: what was measured, and whether it drifted from the night before.

Here: counts only. What linkage gets right and wrong is known only for the sample (`evaluate`).
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

import duckdb

from pipelines.build.statement import Statements
from pipelines.linkage.person_model import CENTRAL
from pipelines.linkage.person_records import MOST_NAMES

_SQL = Statements(__file__)

#: A change larger than this is drift: for a distribution, the share that moved; for a share, the difference.
DRIFT = {"cluster_size": 0.02, "match_weight": 0.1, "share": 0.05}
#: A share of fewer than this says nothing.
FEWEST = 50

#: A night's measures, in the order of `audit.linkage_quality`.
Measure = tuple[str, str, str | None, str | None, str | None, int]


def measure(work: duckdb.DuckDBPyConnection) -> list[Measure]:
    """Return the measures of a linkage: kind, measure, agency, other_agency, bucket, count.

    Args:
        work: A connection of `link.in_memory` after `link.link`, the ids assigned and the doubts noted.
    """
    work.execute(_SQL("measured_record"))
    return [
        (kind, name, *row)
        for kind, name, parameters in _MEASURES
        for row in work.execute(_SQL(f"measure_{name}"), parameters).fetchall()
    ]


def drifted(con: duckdb.DuckDBPyConnection) -> list[str]:
    """Return a sentence for each fault of the newest linkage: missing identities, and measures that drifted."""
    nights = con.execute(
        "select distinct linked_at from audit.linkage_quality order by linked_at desc limit 2"
    ).fetchall()
    found = [_night(con, linked_at) for (linked_at,) in nights]
    drifted = [said for now, before in pairwise(found) for said in (*_moved(before, now), *_shifted(before, now))]
    return [*(said for now in found[:1] for said in _lost(now)), *drifted]


def news(con: duckdb.DuckDBPyConnection) -> list[str]:
    """Return what an engineer should know about the newest linkage: what drifted, and how many pairs wait for review.

    Args:
        con: The build database, or a release; there is no news in one made before anything was linked.
    """
    there = {"database": None, "schema": "audit", "table": "linkage_quality"}
    if con.execute(_SQL("is_table"), there).fetchone() != (True,):
        return []
    (doubtful,) = con.execute(_SQL("doubtful_pairs_waiting")).fetchone() or (0,)
    waiting = [f"Doubtful pairs of records: {doubtful:,}; decide on them with hatecrime review."] if doubtful else []
    return [*drifted(con), *_not_used(con), *waiting]


def _not_used(con: duckdb.DuckDBPyConnection) -> list[str]:
    """Return a sentence for each agency with person numbers that are no evidence."""
    return [
        f"Person numbers of {agency} on records with more than {MOST_NAMES} different names: {numbers:,}; they say "
        "nothing about who a person is, so they are not used."
        for agency, numbers in con.execute(_SQL("shared_numbers_found")).fetchall()
    ]


Night = dict[tuple[str, str], dict[tuple[str | None, str | None, str | None], int]]


def _night(con: duckdb.DuckDBPyConnection, linked_at: object) -> Night:
    rows = con.execute(
        "select kind, measure, agency, other_agency, bucket, count from audit.linkage_quality where linked_at = ?",
        [linked_at],
    ).fetchall()
    night: Night = defaultdict(dict)
    for kind, name, agency, other, bucket, count in rows:
        night[kind, name][agency, other, bucket] = count
    return night


def _lost(now: Night) -> Iterator[str]:
    """Yield a sentence for each agency with current records that are not in the vault, and so could not be linked."""
    for (agency, _, _), count in sorted(now.get(("person", "missing"), {}).items(), key=str):
        yield f"The vault holds no identities for {count} current records of {agency}, so they are linked to nobody."


def _moved(before: Night, now: Night) -> Iterator[str]:
    """Yield a sentence for each distribution that moved a lot (half the sum of the differences)."""
    for kind, name, title in (
        ("person", "cluster_size", "records per person"),
        ("incident", "cluster_size", "records per incident"),
        ("person", "match_weight", "match weights"),
    ):
        shares = [_shares(night.get((kind, name), {})) for night in (before, now)]
        if all(shares):
            apart = sum(abs(shares[0].get(at, 0) - shares[1].get(at, 0)) for at in {*shares[0], *shares[1]}) / 2
            if apart > DRIFT[name]:
                yield f"The distribution of {title} moved: {apart:.0%} differs from the night before."


def _shares(counts: dict[tuple[str | None, str | None, str | None], int]) -> dict[object, float]:
    total = sum(counts.values())
    return {at: count / total for at, count in counts.items()} if total >= FEWEST else {}


def _shifted(before: Night, now: Night) -> Iterator[str]:
    """Yield a sentence for each changed share of an agency's records that are linkable, or linked to another agency."""
    for name, title in (("linkable", "that can be linked"), ("linked", "that are linked")):
        parts = [night.get(("incident", name), {}) for night in (before, now)]
        for agency, other, _ in sorted({*parts[0], *parts[1]}, key=str):
            records = [night.get(("incident", "records"), {}).get((agency, None, None), 0) for night in (before, now)]
            if min(records) < FEWEST:
                continue
            was, is_ = (part.get((agency, other, None), 0) / of for part, of in zip(parts, records, strict=True))
            if abs(was - is_) > DRIFT["share"]:
                of = f"{agency} records {title}" + (f" to {other}" if other else "")
                yield f"The share of {of} went from {was:.0%} to {is_:.0%}."


#: Each measure, whose statement is `sql/measure_<name>.sql`: kind, name, and the statement's parameters.
_MEASURES: tuple[tuple[str, str, dict[str, object]], ...] = (
    ("person", "records", {"kind": "person"}),
    ("person", "missing", {}),
    ("person", "shared_numbers", {}),
    ("person", "cluster_size", {"kind": "person"}),
    ("person", "match_weight", {}),
    ("person", "linked", {"kind": "person"}),
    ("person", "doubtful_pairs", {}),
    ("person", "decisions", {"central": CENTRAL}),
    ("incident", "records", {"kind": "incident"}),
    ("incident", "cluster_size", {"kind": "incident"}),
    ("incident", "linkable", {}),
    ("incident", "linked", {"kind": "incident"}),
)
