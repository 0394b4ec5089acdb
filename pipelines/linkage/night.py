"""The night's linkage: records in, pseudonyms out.

Here: when it is due, and what it leaves: ids in the vault's registry, then `linked.person`, `linked.incident` and the
audit's two tables in the build database. Killed between the two, the next night finds the same ids.
"""

from collections.abc import Mapping
from hashlib import sha256

import duckdb

from pipelines.build import provenance, vault
from pipelines.build.warehouse import Warehouse, transaction
from pipelines.linkage import registry
from pipelines.linkage.doubts import note_doubts
from pipelines.linkage.link import CONTACT, in_memory, link
from pipelines.linkage.person_model import MODEL_FILE
from pipelines.linkage.quality import measure
from pipelines.linkage.review import decided
from schemas.contract import Agency

#: What linkage makes in the build database, and SQL reads.
PERSON, INCIDENT = "linked.person", "linked.incident"

#: Where the clusters of each kind of id stand.
_CLUSTERS = {
    "person": ("person_cluster", "cluster"),
    "incident_low": ("incident_record", "cluster_low"),
    "incident": ("incident_record", "cluster_central"),
    "incident_high": ("incident_record", "cluster_high"),
}


def link_night(
    con: duckdb.DuckDBPyConnection, warehouse: Warehouse, agencies: list[Agency], made_of: Mapping[str, str]
) -> bool:
    """Link all records in force, unless nothing that bears on it has changed.

    Args:
        con: The build database.
        warehouse: Where the vault lies.
        agencies: Whose records are linked.
        made_of: The fingerprint of everything that linkage may read, by full name.

    Returns:
        Whether records were linked anew.

    Raises:
        VaultLocked: if the vault can't be opened; nothing is changed.
        IdentitiesMissing: if it is not the vault that the records landed with.
    """
    with vault.attached(con, warehouse.vault):
        registry.create(con)
        decisions = decided(con)
        read = [f"{name} {made_of[name]}" for name in sorted(made_of) if _is_read(name)]
        fingerprint = provenance.fingerprint(
            provenance.code_version(),
            sha256(MODEL_FILE.read_bytes()).hexdigest(),
            registry.registry_id(con),
            str(decisions),
            *read,
        )
        if made_of.get(PERSON) == made_of.get(INCIDENT) == fingerprint:
            return False
        with in_memory(con) as work:
            link(work, agencies, decisions)
            for kind, (table, cluster) in _CLUSTERS.items():
                registry.assign(work, kind, f"select record_id, {cluster} as cluster from {table}")
            with transaction(work):
                for kind in _CLUSTERS:
                    registry.enter(work, kind)
                note_doubts(work)
            measured = measure(work)
            with transaction(work):
                _write(work, fingerprint)
                work.executemany("insert into audit.linkage_quality values (now(), ?, ?, ?, ?, ?, ?)", measured)
                work.execute("delete from audit.linkage_change")
                work.execute("insert into audit.linkage_change from vault.linkage.change order by all")
    return True


def _is_read(name: str) -> bool:
    return name in ("staged.record", "reference.forename_form") or (
        name.startswith("staged.") and name.endswith(CONTACT)
    )


def _write(work: duckdb.DuckDBPyConnection, fingerprint: str) -> None:
    """Write what was linked into the build database: pseudonyms, and nothing that identifies anyone."""
    work.execute("use build; create schema if not exists linked")
    for name, query in ((PERSON, _PERSON), (INCIDENT, _INCIDENT)):
        work.execute(f"create or replace table {name} as {query} order by all")
        (rows,) = work.execute(f"select count(*) from {name}").fetchone() or (0,)
        provenance.note(work, name, fingerprint, rows)


_PERSON = """
    select
        agency, table_name, record_key, record_ref, record_date,
        person.id as person_id,
        cast(birth_year // 10 * 10 as integer) as birth_decade,
        coalesce(sex, 'Unknown') as sex,
        coalesce(ethnicity, 'Unknown') as ethnicity
    from linkage.person_record
    inner join linkage.person_id as person using (record_id)
"""

_INCIDENT = """
    select
        agency, record_ref, record_date, district_code, is_hate, linkable,
        low.id as incident_id_low, central.id as incident_id, high.id as incident_id_high
    from linkage.incident_record
    inner join linkage.incident_low_id as low using (record_id)
    inner join linkage.incident_id as central using (record_id)
    inner join linkage.incident_high_id as high using (record_id)
"""
