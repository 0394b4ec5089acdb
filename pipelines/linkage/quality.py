"""The quality of a night's linkage: what was measured, and whether it drifted from the night before.

Here: counts only. What linkage gets right and wrong can be told on the sample alone (`evaluate`).
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

import duckdb

from pipelines.linkage.person_model import CENTRAL

#: From how far on a measure has drifted: of distributions the share that stands elsewhere, of shares the difference.
DRIFT = {"cluster_size": 0.02, "match_weight": 0.1, "share": 0.05}
#: Of fewer, a share says nothing.
FEWEST = 50

#: A night's measures, in the order of `audit.linkage_quality`.
Measure = tuple[str, str, str | None, str | None, str | None, int]

_SIZES = """
    case
        when size <= 3 then cast(size as varchar)
        when size <= 5 then '4 to 5'
        when size <= 10 then '6 to 10'
        else 'over 10'
    end
"""


def measure(work: duckdb.DuckDBPyConnection) -> list[Measure]:
    """Return what is measured of a linkage: kind, measure, agency, other_agency, bucket, count.

    Args:
        work: A connection of `link.in_memory` after `link.link`, the ids assigned and the doubts noted.
    """
    return [
        (kind, name, *row)
        for (kind, name), query in _MEASURES.items()
        for row in work.execute(f"select agency, other_agency, bucket, count from ({query}) order by all").fetchall()
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
    there = "schema_name = 'audit' and table_name = 'linkage_quality' and database_name = current_database()"
    if not con.execute(f"select 1 from duckdb_tables() where {there}").fetchone():
        return []
    (doubtful,) = con.execute("""
        select coalesce(max_by(count, linked_at), 0)
        from audit.linkage_quality
        where measure = 'doubtful_pairs'
    """).fetchone() or (0,)
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


_NONE = "cast(null as varchar)"

#: The records of either kind: whose, in which cluster, and whether they are counted.
_PERSONS = "(select agency, cluster, true as counts from person_record inner join person_cluster using (record_id))"
_INCIDENTS = "(select agency, cluster_central as cluster, is_hate as counts from incident_record)"


def _records(records: str) -> str:
    return f"""
        select agency, {_NONE} as other_agency, {_NONE} as bucket, count(*) as count
        from {records}
        where counts
        group by agency
    """


def _cluster_size(records: str) -> str:
    return f"""
        select {_NONE} as agency, {_NONE} as other_agency, {_SIZES} as bucket, count(*) as count
        from (select count(*) as size from {records} group by cluster)
        group by bucket
    """


def _linked(records: str) -> str:
    return f"""
        select record.agency, present.agency as other_agency, {_NONE} as bucket, count(*) as count
        from {records} as record
        inner join (select distinct cluster, agency from {records}) as present
            on present.cluster = record.cluster and present.agency <> record.agency
        where record.counts
        group by record.agency, present.agency
    """


_MEASURES = {
    ("person", "records"): _records(_PERSONS),
    ("person", "missing"): f"""
        select agency, {_NONE} as other_agency, {_NONE} as bucket, cast(sum(records) as bigint) as count
        from person_missing
        group by agency
    """,
    ("person", "cluster_size"): _cluster_size(_PERSONS),
    ("person", "match_weight"): f"""
        select
            {_NONE} as agency, {_NONE} as other_agency,
            printf('%+03d', cast(floor(match_weight / 4) * 4 as integer)) as bucket, count(*) as count
        from person_pair
        group by bucket
    """,
    ("person", "linked"): _linked(_PERSONS),
    ("person", "doubtful_pairs"): f"""
        select {_NONE} as agency, {_NONE} as other_agency, {_NONE} as bucket, count(*) as count
        from vault.linkage.doubtful_pair
    """,
    ("person", "decisions"): f"""
        select
            {_NONE} as agency, {_NONE} as other_agency,
            case when (verdict = 'yes') = (match_weight >= {CENTRAL}) then 'as the model' else 'against the model' end
                as bucket,
            count(*) as count
        from vault.linkage.decision
        where verdict in ('yes', 'no')
        group by bucket
    """,
    ("incident", "records"): _records(_INCIDENTS),
    ("incident", "cluster_size"): _cluster_size(_INCIDENTS),
    ("incident", "linkable"): f"""
        select agency, {_NONE} as other_agency, {_NONE} as bucket, count(*) filter (where linkable) as count
        from incident_record
        where is_hate
        group by agency
    """,
    ("incident", "linked"): _linked(_INCIDENTS),
}
