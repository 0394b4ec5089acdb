"""Which records are about the same incident: the records of hate, the pairs that are accepted, and their clusters.

Here: which pairs are looked at, which are accepted, and clusters at three thresholds. `incident_rule` works out how
likely a pair is one incident, and `persons` who is one person.
"""

import duckdb
import pyarrow as pa

from pipelines.build.statement import Statements
from pipelines.linkage.clusters import Clusters
from pipelines.linkage.incident_rule import weigh
from pipelines.linkage.person_model import CENTRAL, HIGH

_SQL = Statements(__file__)

#: The probability from which a pair counts as one incident, for each estimate.
THRESHOLDS = {"low": 0.1, "central": 0.5, "high": 0.95}


def link_incidents(con: duckdb.DuckDBPyConnection, prior_weight: float) -> None:
    """Create `incident_pair` and `incident_record` from contacts, person pairs and person clusters.

    `incident_pair` has every pair that is looked at: record_id_l, record_id_r (agency and record, "|" between; l before
    r), agency_l, agency_r, is_cited, probability. `incident_record` has a row for each record of hate, and for each
    police record that such a record cites: record_id, agency, record_ref, record_date, district_code, is_hate,
    linkable, and cluster_low, cluster_central, cluster_high (the first record_id of the incident).

    Args:
        con: The connection, with `contact`, `person_record`, `person_pair` and `person_cluster`.
        prior_weight: The weight of a pair of persons about whom nothing is known (log2 of the odds).
    """
    con.execute(_SQL("incident_record"))
    weights = {"prior_weight": prior_weight, "one_person": HIGH, "two_persons": -(CENTRAL + HIGH)}
    con.execute(_SQL("incident_looked_at"), weights)
    weigh(con)
    con.execute(_SQL("incident_taken"), {"least": THRESHOLDS["low"]})
    found = [_clusters(con, least) for least in THRESHOLDS.values()]
    for name, (records, clusters) in zip(THRESHOLDS, found, strict=True):
        con.register(
            f"_{name}",
            pa.table({"record_id": pa.array(records, pa.string()), "cluster": pa.array(clusters, pa.string())}),
        )
    con.execute(_SQL("incident_clustered"))
    for name in THRESHOLDS:
        con.unregister(f"_{name}")


def _clusters(con: duckdb.DuckDBPyConnection, least: float) -> tuple[list[str], list[str]]:
    incidents = Clusters()
    pairs = con.execute(
        "select record_id_l, record_id_r from incident_taken where probability >= ? order by all", [least]
    )
    for left, right in pairs.fetchall():
        incidents.join(left, right)
    return incidents.found()
