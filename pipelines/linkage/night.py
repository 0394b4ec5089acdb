"""The night's linkage: records in, pseudonyms out.

Here: when linkage is due, and what it writes: ids in the vault's registry, then `linked.person`, `linked.incident` and
two audit tables in the build database. If it is killed between the two, the next night finds the same ids.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import duckdb

from pipelines import linkage
from pipelines.build import provenance, vault
from pipelines.build.statement import Statements
from pipelines.build.warehouse import Warehouse, transaction
from pipelines.linkage import registry
from pipelines.linkage.doubts import note_doubts
from pipelines.linkage.link import CONTACT, in_memory, link
from pipelines.linkage.quality import measure
from pipelines.linkage.review import decided
from schemas.contract import Agency

_SQL = Statements(__file__)

#: What linkage makes in the build database, and SQL reads.
PERSON, INCIDENT = "linked.person", "linked.incident"

#: The table and column with the clusters of each kind of id.
_CLUSTERS = {
    "person": ("person_cluster", "cluster"),
    "incident_low": ("incident_record", "cluster_low"),
    "incident": ("incident_record", "cluster_central"),
    "incident_high": ("incident_record", "cluster_high"),
}


def link_night(
    con: duckdb.DuckDBPyConnection, warehouse: Warehouse, agencies: list[Agency], made_of: Mapping[str, str]
) -> bool:
    """Link all current records, unless nothing that affects linkage has changed.

    Args:
        con: The build database.
        warehouse: Where the vault is.
        agencies: Whose records are linked.
        made_of: The fingerprint of everything that linkage may read, by full name.

    Returns:
        Whether records were linked again.

    Raises:
        VaultLocked: if the vault can't be opened; nothing is changed.
        IdentitiesMissing: if the records did not land with this vault.
    """
    with vault.attached(con, warehouse.vault):
        registry.create(con)
        decisions = decided(con)
        read = [f"{name} {made_of[name]}" for name in sorted(made_of) if _is_read(name)]
        fingerprint = provenance.fingerprint(
            provenance.code_of(linkage),
            registry.registry_id(con),
            str(decisions),
            *read,
        )
        if made_of.get(PERSON) == made_of.get(INCIDENT) == fingerprint:
            return False
        with in_memory(con) as work:
            link(work, agencies, decisions)
            for kind, (table, cluster) in _CLUSTERS.items():
                registry.assign(work, kind, table, cluster)
            with transaction(work):
                for kind in _CLUSTERS:
                    registry.enter(work, kind)
                note_doubts(work)
            measured = measure(work)
            with _in_build(work), transaction(work):
                _write(work, fingerprint)
                work.executemany("insert into audit.linkage_quality values (now(), ?, ?, ?, ?, ?, ?)", measured)
                work.execute("delete from audit.linkage_change")
                work.execute("insert into audit.linkage_change from vault.linkage.change order by all")
    return True


def _is_read(name: str) -> bool:
    return name in ("staged.record", "reference.forename_form") or (
        name.startswith("staged.") and name.endswith(CONTACT)
    )


@contextmanager
def _in_build(work: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Make table names without a database mean the build's tables, and afterwards those in memory again."""
    work.execute("use build")
    try:
        yield
    finally:
        work.execute("use linkage")


def _write(work: duckdb.DuckDBPyConnection, fingerprint: str) -> None:
    """Write the result into the build database: pseudonyms, and nothing that identifies anyone."""
    work.execute("create schema if not exists linked")
    for name, statement in ((PERSON, "linked_person"), (INCIDENT, "linked_incident")):
        (rows,) = work.execute(_SQL(statement)).fetchone() or (0,)
        provenance.note(work, name, fingerprint, rows)
