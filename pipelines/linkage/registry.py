"""The registry: which pseudonym stands for which person or incident, kept in the vault.

Here: giving each cluster the id its records had, or a new one, and what changed thereby. Ids are drawn at random, so
that nothing about a person leads to theirs. A cluster is found again by its records: those of a correction or of
another delivery are the same records. A withdrawn record keeps its id, and has it again when it returns.
"""

import secrets

import duckdb
import pyarrow as pa

from pipelines.build.warehouse import transaction

#: What is told apart, and the letter its ids begin with.
KINDS = {"person": "P", "incident_low": "L", "incident": "I", "incident_high": "H"}


def create(con: duckdb.DuckDBPyConnection) -> None:
    """Create the registry in the attached vault where it is not there yet: all of it, or nothing."""
    there = "database_name = 'vault' and schema_name = 'linkage' and table_name = 'registry'"
    if con.execute(f"select 1 from duckdb_tables() where {there}").fetchone():
        return
    with transaction(con):
        con.execute(f"""
            create schema if not exists vault.linkage;
            create table vault.linkage.registry as select '{secrets.token_hex(8)}' as registry_id;
            create table vault.linkage.issued (kind varchar, id varchar, issued_at timestamptz);
            create table vault.linkage.assigned (kind varchar, record_id varchar, id varchar, is_in_force boolean);
            create table vault.linkage.change (
                changed_at timestamptz, kind varchar, change varchar, old_id varchar, new_id varchar, records bigint
            );
            create table vault.linkage.doubtful_pair (
                agency_l varchar, table_name_l varchar, record_key_l varchar,
                agency_r varchar, table_name_r varchar, record_key_r varchar,
                match_weight double, changes_a_count boolean, rank integer
            );
        """)


def registry_id(con: duckdb.DuckDBPyConnection) -> str:
    """Return what tells this registry from one made after it was lost."""
    (found,) = con.execute("select registry_id from vault.linkage.registry").fetchone() or ("",)
    return str(found)


def assign(work: duckdb.DuckDBPyConnection, kind: str, clusters: str) -> None:
    """Give every cluster its id: create `<kind>_id` (record_id, id), and beside it what `enter` needs.

    Of the clusters that hold records of one id, the one with most of them keeps it; of several ids in one cluster, it
    keeps that of most records, then the oldest. What is left of an id moves to another: a merge, or a split where the
    id lives on. Records that return after they were withdrawn have no say against those that were in force.

    Args:
        work: A connection of `link.in_memory`.
        kind: One of KINDS.
        clusters: A query of record_id and cluster.
    """
    work.execute(f"create or replace table {kind}_cluster_of as {clusters}")
    work.execute(_HELD.format(kind=kind))
    kept = _keepers(work.execute(_CONTESTED.format(kind=kind)).fetchall())
    _insert(work, f"{kind}_keeps", kept)
    newcomers = work.execute(f"""
        select distinct cluster
        from {kind}_cluster_of
        anti join {kind}_keeps using (cluster)
        order by cluster
    """)
    _insert(work, f"{kind}_new", [(cluster, KINDS[kind] + secrets.token_hex(8)) for (cluster,) in newcomers.fetchall()])
    work.execute(_ASSIGNED.format(kind=kind))


def enter(work: duckdb.DuckDBPyConnection, kind: str) -> None:
    """Enter what `assign` found into the registry: new ids, the records that have them, and what changed.

    Args:
        work: The connection, in a transaction that writes the vault alone.
        kind: One of KINDS.
    """
    work.execute(_ENTERED.format(kind=kind))


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
    work.execute(f"insert into {table} from _ids")
    work.unregister("_ids")


# Which ids the records of each cluster had. Where a cluster has one id and the id one cluster, it keeps it.
_HELD = """
    create or replace table {kind}_held as
    select cluster, id, count(*) as records, count(*) filter (where is_in_force) as in_force
    from {kind}_cluster_of
    inner join vault.linkage.assigned using (record_id)
    where kind = '{kind}'
    group by cluster, id;

    create or replace table {kind}_keeps as
    select cluster, id
    from {kind}_held
    qualify count(*) over (partition by cluster) = 1 and count(*) over (partition by id) = 1;

    create or replace table {kind}_new (cluster varchar, id varchar);
"""

_CONTESTED = """
    select cluster, held.id
    from {kind}_held as held
    anti join {kind}_keeps as keeps on keeps.cluster = held.cluster
    left join vault.linkage.issued as issued on issued.kind = '{kind}' and issued.id = held.id
    order by in_force desc, records desc, issued_at, held.id, cluster
"""

_ASSIGNED = """
    insert into {kind}_keeps from {kind}_new;

    create or replace table {kind}_id as
    select record_id, id
    from {kind}_cluster_of
    inner join {kind}_keeps using (cluster);

    create or replace table {kind}_moved as
    select moved.record_id, moved.id
    from {kind}_id as moved
    left join vault.linkage.assigned as before on before.kind = '{kind}' and before.record_id = moved.record_id
    where before.id is distinct from moved.id or not before.is_in_force;
"""

_ENTERED = """
    insert into vault.linkage.issued
    select '{kind}', id, now()
    from {kind}_new
    order by id;

    insert into vault.linkage.change
    select
        now(), '{kind}',
        case when held.id in (select id from {kind}_keeps) then 'split' else 'merge' end,
        held.id, keeps.id, records
    from {kind}_held as held
    inner join {kind}_keeps as keeps on keeps.cluster = held.cluster and keeps.id <> held.id
    order by all;

    delete from vault.linkage.assigned
    where kind = '{kind}' and record_id in (select record_id from {kind}_moved);

    insert into vault.linkage.assigned
    select '{kind}', record_id, id, true
    from {kind}_moved;

    update vault.linkage.assigned
    set is_in_force = false
    where kind = '{kind}' and is_in_force and record_id not in (select record_id from {kind}_id);
"""
