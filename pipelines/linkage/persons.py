"""Which records are about one person: pairs weighed by the model, and clusters of those pairs.

Here: the night's prediction, applying reviewers' decisions, and splitting clusters that contradict themselves. Not
here: what identifies a person outside the vault (`registry`).
"""

import logging
from collections.abc import Iterable
from math import log2

import duckdb
import pyarrow as pa
from splink import DuckDBAPI, Linker

from pipelines.build.statement import Sql, Statements
from pipelines.linkage.clusters import Clusters
from pipelines.linkage.person_model import CENTRAL, KEPT, LOW, Model, one_digit, settings_for, turned
from pipelines.linkage.person_records import TOLD_DAYS

_SQL = Statements(__file__)

#: How many records the model's own prior counts for, and how many times the prior is estimated again.
RECORDS_TRUSTED = 1000
STEPS = 5

#: How much lighter (log2 of the odds) the next best pair must be for two records to be each other's only candidate.
MARGIN = 2.0

#: How much lighter than the threshold the only candidate may be.
ALLOWED = CENTRAL - LOW


def predict(con: duckdb.DuckDBPyConnection, model: Model) -> float:
    """Create `person_pair` from `person_record`: record_id_l, record_id_r (l before r), match_weight,
    is_vouched_for, may_be_kin, is_of_one_event.

    It holds only pairs that a blocking rule brings together, no lighter than `person_model.KEPT`. A pair is vouched for
    if something besides the names agrees: in a community that shares few names, many people have the same two. Two
    people with one surname and quite different forenames or birth dates may be kin, such as twins, or father and son.
    Records of two agencies are of one event if one cites the other, or both report hate in one district on one day.
    The prior is the model's, updated from the loaded records (see `_settle_prior`).

    Returns:
        The weight of a pair about which nothing is known: log2 of the odds that two random records match.
    """
    (records,) = con.execute("select count(*) from person_record").fetchone() or (0,)
    con.execute(_SQL("person_pair"))
    if records < 2:
        return 0.0
    api = DuckDBAPI(connection=con)
    settings = settings_for(model, records)
    linker = Linker(api.register("person_record"), settings, log_level=logging.ERROR)
    found = linker.inference.predict(threshold_match_weight=KEPT)
    con.execute(
        _SQL(
            "person_pair_weighed",
            weighed=found.physical_name,
            birth_date_turned=Sql(turned("l.birth_date", "r.birth_date")),
            birth_date_one_digit=Sql(one_digit("l.birth_date", "r.birth_date")),
        ),
        {"told_days": TOLD_DAYS},
    )
    api.delete_tables_created_by_splink_from_db()
    prior = settings["probability_two_random_records_match"]
    return log2(prior / (1 - prior)) + _settle_prior(con, model, records)


def _settle_prior(con: duckdb.DuckDBPyConnection, model: Model, records: int) -> float:
    """Shift all weights to the prior that expects as many matching pairs as it says; return the shift.

    This is the step of expectation maximisation for only the share of matching pairs (Fellegi and Sunter's p; Winkler
    1988). `RECORDS_TRUSTED` keeps it close to the model's own share.
    """
    shift = 0.0
    for _ in range(STEPS):
        (expected,) = con.execute(_SQL("person_pairs_expected"), {"shift": shift}).fetchone() or (0.0,)
        trusted = RECORDS_TRUSTED * model.matches_per_record
        share = (float(expected) + trusted) / (records + RECORDS_TRUSTED)
        shift = log2(share / model.matches_per_record)
    con.execute("update person_pair set match_weight = match_weight + ?", [shift])
    return shift


def cluster(
    con: duckdb.DuckDBPyConnection, decided: Iterable[tuple[str, str, str]], threshold: float = CENTRAL
) -> None:
    """Create `person_cluster`: record_id, cluster (the first record_id of the person).

    Pairs to which a reviewer said no are removed from `person_pair`.

    The heaviest pairs are joined first. A pair that would put two sexes and two birth years into one cluster is not
    joined, so a chain of likenesses breaks at its weakest link. A pair of two agencies may be somewhat below the
    threshold, or may be kin. It is joined if neither record has another match with that agency (see
    `_only_candidates`). A reviewer's yes always joins two records; a no always keeps them apart.

    Args:
        con: The connection, with `person_record` and `person_pair`.
        decided: Pairs of record_id and the verdict on each, yes or no.
        threshold: The match weight from which a pair is joined.
    """
    verdicts = sorted(decided)
    apart = [(left, right) for left, right, verdict in verdicts if verdict == "no"]
    known = {record: (sex, year) for record, sex, year in con.execute(_SQL("person_known")).fetchall()}
    for left, right in apart:
        con.execute("delete from person_pair where record_id_l = ? and record_id_r = ?", sorted((left, right)))
    people = Clusters(apart, known)
    for left, right, verdict in verdicts:
        if verdict == "yes":
            people.join(left, right, whatever=True)
    for left, right in con.execute(_SQL("person_pairs_taken"), {"threshold": threshold}).fetchall():
        people.join(left, right)
    for left, right, agency_l, agency_r in _only_candidates(con, threshold):
        if not any(_is_of(agency_r, each) for each in people.with_(left)) and not any(
            _is_of(agency_l, each) for each in people.with_(right)
        ):
            people.join(left, right)
    records, clusters = people.found()
    con.register("_cluster", pa.table({"record_id": records, "cluster": clusters}))
    con.execute(_SQL("person_cluster"))
    con.unregister("_cluster")


def _only_candidates(con: duckdb.DuckDBPyConnection, threshold: float) -> list[tuple[str, str, str, str]]:
    """Return pairs of two agencies, doubtful or possible kin, in which each record is by far the other's best match."""
    least = {"threshold": threshold, "allowed": ALLOWED, "margin": MARGIN, "kept": KEPT}
    return con.execute(_SQL("person_only_candidates"), least).fetchall()


def _is_of(agency: str, record_id: str) -> bool:
    return record_id.startswith(f"{agency}|")
