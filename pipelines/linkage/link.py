"""Linking from start to end, in memory: from what agencies sent to which records are one person or one incident.

Here: the order of the steps, and the memory they work in. The caller uses the outcome: `night` gives it pseudonyms,
`train` and `evaluate` measure it and discard it.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import duckdb

from pipelines.build.statement import Statements
from pipelines.linkage.incidents import link_incidents
from pipelines.linkage.person_model import Model, read_model
from pipelines.linkage.person_records import gather
from pipelines.linkage.persons import cluster, predict
from schemas.contract import Agency

_SQL = Statements(__file__)

#: The ending of an agency's staged table of the records by which it knew of incidents.
CONTACT = "__contact"


@contextmanager
def in_memory(con: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a connection to the same databases whose own tables are in memory, and are gone afterwards.

    What identifies people is only ever held there; what does not fit spills to encrypted files.
    """
    work = con.cursor()
    try:
        work.execute("attach ':memory:' as linkage; use linkage")
        yield work
    finally:
        work.execute("use memory; detach linkage")
        work.close()


def link(
    work: duckdb.DuckDBPyConnection,
    agencies: list[Agency],
    decided: Iterable[tuple[str, str, str]] = (),
    model: Model | None = None,
) -> None:
    """Create `contact`, `person_record`, `person_pair`, `person_cluster`, `incident_pair` and `incident_record`.

    Args:
        work: A connection of `in_memory`, with `build` and `vault` attached.
        agencies: Whose records are linked.
        decided: Reviewers' decisions on pairs of persons: record_id, record_id, yes or no.
        model: The person model; by default, the project's own.
    """
    load_contacts(work)
    gather(work, agencies)
    prior_weight = predict(work, model or read_model())
    cluster(work, decided)
    link_incidents(work, prior_weight)


def load_contacts(work: duckdb.DuckDBPyConnection) -> None:
    """Create `contact`: the contacts of every agency that has any, each with its agency."""
    work.execute(_SQL("contact"))
    for (contacts,) in work.execute(_SQL("staged_contacts"), {"ending": CONTACT}).fetchall():
        work.execute(_SQL("contact_of_agency", contacts=contacts), {"agency": contacts.removesuffix(CONTACT)})
