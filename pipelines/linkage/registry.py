"""The registry: which pseudonym stands for which person or incident, kept in the vault.

Here: giving each cluster the id its records had, or a new one, and what changed thereby. Ids are drawn at random, so
that nothing about a person leads to theirs. A cluster is found again by its records: those of a correction or of
another delivery are the same records. A withdrawn record keeps its id, and has it again when it returns.
"""

import secrets

import duckdb
import pyarrow as pa

from pipelines.build.statement import Statements
from pipelines.build.warehouse import transaction

_SQL = Statements(__file__)

#: What is told apart, and the letter its ids begin with.
KINDS = {"person": "P", "incident_low": "L", "incident": "I", "incident_high": "H"}


def create(con: duckdb.DuckDBPyConnection) -> None:
    """Create the registry in the attached vault where it is not there yet: all of it, or nothing."""
    there = {"database": "vault", "schema": "linkage", "table": "registry"}
    if con.execute(_SQL("is_table"), there).fetchone() == (True,):
        return
    with transaction(con):
        con.execute(_SQL("registry"))
        con.execute("insert into vault.linkage.registry values (?)", [secrets.token_hex(8)])


def registry_id(con: duckdb.DuckDBPyConnection) -> str:
    """Return what tells this registry from one made after it was lost."""
    (found,) = con.execute("select registry_id from vault.linkage.registry").fetchone() or ("",)
    return str(found)


def assign(work: duckdb.DuckDBPyConnection, kind: str, table: str, column: str) -> None:
    """Give every cluster its id: create `<kind>_id` (record_id, id), and beside it what `enter` needs.

    Of the clusters that hold records of one id, the one with most of them keeps it; of several ids in one cluster, it
    keeps that of most records, then the oldest. What is left of an id moves to another: a merge, or a split where the
    id lives on. Records that return after they were withdrawn have no say against those that were in force.

    Args:
        work: A connection of `link.in_memory`.
        kind: One of KINDS.
        table: The table of records, by record_id.
        column: The column of it that says which cluster a record is in.
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
        work: The connection, in a transaction that writes the vault alone.
        kind: One of KINDS.
    """
    for statement in _SQL.each("registry_entered", **_tables(kind)):
        work.execute(statement, {"kind": kind})


def _tables(kind: str) -> dict[str, str]:
    """Return what the tables of a kind are called, by what stands in them."""
    return {table: f"{kind}_{table}" for table in ("cluster_of", "held", "keeps", "new", "id", "moved")}


def _keepers(held: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return which cluster keeps which id, of (cluster, id) in the order of their claim; each is used once."""
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
