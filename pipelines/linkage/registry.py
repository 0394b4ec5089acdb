"""The registry: which pseudonym stands for which person or incident, kept in the vault.

Here: giving each cluster the id that its records had, or a new one, and noting what changed. Ids are drawn at random,
so nothing about a person leads to their id. A cluster is found again by its records: a record stays the same when it
is corrected or delivered again. A withdrawn record keeps its id, and has it again when it returns.
"""

import secrets

import duckdb
import pyarrow as pa

from pipelines.build.statement import Statements
from pipelines.build.warehouse import transaction

_SQL = Statements(__file__)

#: The kinds of id, and the letter that each begins with.
KINDS = {"person": "P", "incident_low": "L", "incident": "I", "incident_high": "H"}


def create(con: duckdb.DuckDBPyConnection) -> None:
    """Create the registry in the attached vault if it doesn't exist: all or nothing."""
    there = {"database": "vault", "schema": "linkage", "table": "registry"}
    if con.execute(_SQL("is_table"), there).fetchone() == (True,):
        return
    with transaction(con):
        con.execute(_SQL("registry"))
        con.execute("insert into vault.linkage.registry values (?)", [secrets.token_hex(8)])


def registry_id(con: duckdb.DuckDBPyConnection) -> str:
    """Return the registry's own id, which differs from that of a registry made after this one was lost."""
    (found,) = con.execute("select registry_id from vault.linkage.registry").fetchone() or ("",)
    return str(found)


def assign(work: duckdb.DuckDBPyConnection, kind: str, table: str, column: str) -> None:
    """Give every cluster its id: create `<kind>_id` (record_id, id), and the tables that `enter` needs.

    If several clusters hold records of one id, the cluster with most of them keeps it. If a cluster has several ids, it
    keeps the id of most records, then the oldest. The other records of an id move to another id: that is a merge, or a
    split if the id lives on. Records that return after a withdrawal don't count against records that were current.

    Args:
        work: A connection of `link.in_memory`.
        kind: One of KINDS.
        table: The table of records, by record_id.
        column: The table's column that says which cluster a record is in.
    """
    tables, of_kind = _tables(kind), {"kind": kind}
    work.execute(_SQL("registry_cluster_of", **tables, table=table, column=column))
    work.execute(_SQL("registry_held", **tables), of_kind)
    work.execute(_SQL("registry_keeps", **tables))
    _insert(work, tables["keeps"], _keepers(work.execute(_SQL("registry_contested", **tables), of_kind).fetchall()))
    newcomers = work.execute(_SQL("registry_newcomers", **tables)).fetchall()
    _insert(work, tables["new"], [(cluster, KINDS[kind] + secrets.token_hex(8)) for (cluster,) in newcomers])
    work.execute(_SQL("registry_id", **tables))
    work.execute(_SQL("registry_moved", **tables), of_kind)


def enter(work: duckdb.DuckDBPyConnection, kind: str) -> None:
    """Enter what `assign` found into the registry: new ids, the records that have them, and what changed.

    Args:
        work: The connection, in a transaction that writes only to the vault.
        kind: One of KINDS.
    """
    for statement in _SQL.each("registry_entered", **_tables(kind)):
        work.execute(statement, {"kind": kind})


def _tables(kind: str) -> dict[str, str]:
    """Return the names of the tables of a kind, by what they hold."""
    return {table: f"{kind}_{table}" for table in ("cluster_of", "held", "keeps", "new", "id", "moved")}


def _keepers(held: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return which cluster keeps which id, from pairs (cluster, id) in order of claim; each is used once."""
    clusters: set[str] = set()
    ids: set[str] = set()
    kept = []
    for cluster, each in held:
        if cluster not in clusters and each not in ids:
            clusters.add(cluster)
            ids.add(each)
            kept.append((cluster, each))
    return kept


def _insert(work: duckdb.DuckDBPyConnection, table: str, ids: list[tuple[str, str]]) -> None:
    clusters, of_them = ([pair[at] for pair in ids] for at in (0, 1))
    work.register("_ids", pa.table({"cluster": pa.array(clusters, pa.string()), "id": pa.array(of_them, pa.string())}))
    work.execute(_SQL("registry_given", table=table))
    work.unregister("_ids")
