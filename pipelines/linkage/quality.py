"""The quality of a night's linkage: what was measured, and whether it drifted from the night before.

Here: counts only. What linkage gets right and wrong can be told on the sample alone (`evaluate`).
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

import duckdb

from pipelines.build.statement import Statements
from pipelines.linkage.person_model import CENTRAL

_SQL = Statements(__file__)

#: From how far on a measure has drifted: of distributions the share that stands elsewhere, of shares the difference.
DRIFT = {"cluster_size": 0.02, "match_weight": 0.1, "share": 0.05}
#: Of fewer, a share says nothing.
FEWEST = 50

#: A night's measures, in the order of `audit.linkage_quality`.
Measure = tuple[str, str, str | None, str | None, str | None, int]


def measure(work: duckdb.DuckDBPyConnection) -> list[Measure]:
    """Return what is measured of a linkage: kind, measure, agency, other_agency, bucket, count.

    Args:
        work: A connection of `link.in_memory` after `link.link`, the ids assigned and the doubts noted.
    """
    work.execute(_SQL("measured_record"))
    return [
        (kind, name, *row)
        for kind, name, told in _MEASURES
        for row in work.execute(_SQL(f"measure_{name}"), told).fetchall()
    ]


def drifted(con: duckdb.DuckDBPyConnection) -> list[str]:
    """Return a sentence on each measure of the newest linkage that is far from the one before it, or from whole."""
    nights = con.execute(
        "select distinct linked_at from audit.linkage_quality order by linked_at desc limit 2"
    ).fetchall()
    found = [_night(con, linked_at) for (linked_at,) in nights]
    drifted = [said for now, before in pairwise(found) for said in (*_moved(before, now), *_shifted(before, now))]
    return [*(said for now in found[:1] for said in _lost(now)), *drifted]


def news(con: duckdb.DuckDBPyConnection) -> list[str]:
    """Return what a data engineer is to know of the newest linkage: what drifted, and how many pairs wait for review.

    Args:
        con: The build database, or a release; one made before anything was linked has nothing to say.
    """
    there = {"database": None, "schema": "audit", "table": "linkage_quality"}
    if con.execute(_SQL("is_table"), there).fetchone() != (True,):
        return []
    (doubtful,) = con.execute(_SQL("doubtful_pairs_waiting")).fetchone() or (0,)
    waiting = [f"Pairs of records in doubt: {doubtful:,}; hatecrime review puts them to you."] if doubtful else []
    return [*drifted(con), *waiting]


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
    """Yield the agencies some of whose records in force could not be linked, since the vault does not know them."""
    for (agency, _, _), count in sorted(now.get(("person", "missing"), {}).items(), key=str):
        yield f"The vault holds no identity of {count} records of {agency} in force: they are linked to nobody."


def _moved(before: Night, now: Night) -> Iterator[str]:
    """Yield the distributions of which much stands elsewhere now (half the sum of the differences)."""
    for kind, name, title in (
        ("person", "cluster_size", "records of a person"),
        ("incident", "cluster_size", "records of an incident"),
        ("person", "match_weight", "match weights"),
    ):
        shares = [_shares(night.get((kind, name), {})) for night in (before, now)]
        if all(shares):
            apart = sum(abs(shares[0].get(at, 0) - shares[1].get(at, 0)) for at in {*shares[0], *shares[1]}) / 2
            if apart > DRIFT[name]:
                yield f"The distribution of {title} moved: {apart:.0%} of it stands elsewhere than the night before."


def _shares(counts: dict[tuple[str | None, str | None, str | None], int]) -> dict[object, float]:
    total = sum(counts.values())
    return {at: count / total for at, count in counts.items()} if total >= FEWEST else {}


def _shifted(before: Night, now: Night) -> Iterator[str]:
    """Yield the shares of an agency's records that are linkable, or linked to another's, and have changed."""
    for name, title in (("linkable", "that can be linked"), ("linked", "that are linked")):
        parts = [night.get(("incident", name), {}) for night in (before, now)]
        for agency, other, _ in sorted({*parts[0], *parts[1]}, key=str):
            records = [night.get(("incident", "records"), {}).get((agency, None, None), 0) for night in (before, now)]
            if min(records) < FEWEST:
                continue
            was, is_ = (part.get((agency, other, None), 0) / of for part, of in zip(parts, records, strict=True))
            if abs(was - is_) > DRIFT["share"]:
                of = f"{agency} {title}" + (f" to {other}" if other else "")
                yield f"The share of records of {of} went from {was:.0%} to {is_:.0%}."


#: Each measure, whose statement is `sql/measure_<name>.sql`: kind, name, and what the statement is told.
_MEASURES: tuple[tuple[str, str, dict[str, object]], ...] = (
    ("person", "records", {"kind": "person"}),
    ("person", "missing", {}),
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
