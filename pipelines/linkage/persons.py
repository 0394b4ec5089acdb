"""Which records are of one person: pairs weighed by the model, and clusters of them.

Here: the night's prediction, decisions of reviewers honoured, and clusters that hold a contradiction split. Not here:
what identifies a person outside the vault (`registry`).
"""

import logging
from collections.abc import Iterable
from math import log2

import duckdb
import pyarrow as pa
from splink import DuckDBAPI, Linker

from pipelines.linkage.clusters import Clusters
from pipelines.linkage.person_model import CENTRAL, KEPT, LOW, Model, one_digit, settings_for, turned
from pipelines.linkage.person_records import TOLD_DAYS

#: How many records the model's own prior weighs, and how often the prior is settled anew from them.
RECORDS_TRUSTED = 1000
STEPS = 5

#: How much lighter (log2 of the odds) the next best must be for a pair to be each other's only candidate.
MARGIN = 2.0

#: How much lighter than the threshold the only candidate may be.
ALLOWED = CENTRAL - LOW


def predict(con: duckdb.DuckDBPyConnection, model: Model) -> float:
    """Create `person_pair` from `person_record`: record_id_l, record_id_r (l before r), match_weight,
    is_vouched_for, may_be_kin, is_of_one_event.

    Only pairs that a blocking rule brings together, no lighter than `person_model.KEPT`. A pair is vouched for where
    something besides the names agrees: in a community that shares few names, many bear the same two. Two of one
    surname with quite another forename or birth date may be kin, as twins, or father and son. Records of two agencies
    are of one event where one cites the other, or both tell of hate in one district on one day.
    The prior is the model's, brought up to date by the records at hand (see `_settle_prior`).

    Returns:
        The weight of a pair of which nothing is known: log2 of the odds that two records drawn at random match.
    """
    (records,) = con.execute("select count(*) from person_record").fetchone() or (0,)
    con.execute("""
        create or replace table person_pair
            (record_id_l varchar, record_id_r varchar, match_weight double, is_vouched_for boolean, may_be_kin boolean,
            is_of_one_event boolean)
    """)
    if records < 2:
        return 0.0
    api = DuckDBAPI(connection=con)
    settings = settings_for(model, records)
    linker = Linker(api.register("person_record"), settings, log_level=logging.ERROR)
    found = linker.inference.predict(threshold_match_weight=KEPT)
    con.execute(f"""
        insert into person_pair
        with pair as (
            select
                least(record_id_l, record_id_r) as record_id_l,
                greatest(record_id_l, record_id_r) as record_id_r,
                match_weight,
                coalesce(l.person_ref = r.person_ref, false) as is_known,
                coalesce({turned("l.birth_date", "r.birth_date")}, false)
                    or coalesce({one_digit("l.birth_date", "r.birth_date")}, false)
                    or coalesce(damerau_levenshtein(l.postcode, r.postcode) <= 1, false)
                    or ((l.surname is null or r.surname is null) and coalesce(l.birth_year = r.birth_year, false))
                    as is_alike,
                coalesce(l.surname = r.surname, false) and least(mw_forename, mw_birth_date) < 0 as is_unlike,
                {_OF_ONE_EVENT} as is_of_one_event
            from {found.physical_name}
            inner join person_record as l on l.record_id = record_id_l
            inner join person_record as r on r.record_id = record_id_r
        )

        select
            record_id_l, record_id_r, match_weight,
            is_known or ((is_alike or is_of_one_event) and not is_unlike),
            is_alike and is_unlike and not is_known,
            is_of_one_event
        from pair
    """)
    api.delete_tables_created_by_splink_from_db()
    prior = settings["probability_two_random_records_match"]
    return log2(prior / (1 - prior)) + _settle_prior(con, model, records)


_OF_ONE_EVENT = f"""
    l.agency <> r.agency and l.is_hate and r.is_hate and (
        coalesce(l.cites = r.record_ref or r.cites = l.record_ref, false)
        or coalesce(
            l.district_code = r.district_code
            and l.incident_from <= r.incident_to and r.incident_from <= l.incident_to
            and greatest(l.incident_to - l.incident_from, r.incident_to - r.incident_from) <= {TOLD_DAYS},
            false
        )
    )
"""


def _settle_prior(con: duckdb.DuckDBPyConnection, model: Model, records: int) -> float:
    """Shift all weights to the prior under which as many pairs are expected to match as it says; return the shift.

    The step of expectation maximisation for the share of matching pairs alone (Fellegi and Sunter's p; Winkler 1988),
    held to the model's own by `RECORDS_TRUSTED`.
    """
    shift = 0.0
    for _ in range(STEPS):
        (expected,) = con.execute(
            "select coalesce(sum(1 / (1 + 2 ** -(match_weight + ?))), 0) from person_pair", [shift]
        ).fetchone() or (0.0,)
        trusted = RECORDS_TRUSTED * model.matches_per_record
        share = (float(expected) + trusted) / (records + RECORDS_TRUSTED)
        shift = log2(share / model.matches_per_record)
    con.execute("update person_pair set match_weight = match_weight + ?", [shift])
    return shift


def cluster(
    con: duckdb.DuckDBPyConnection, decided: Iterable[tuple[str, str, str]], threshold: float = CENTRAL
) -> None:
    """Create `person_cluster`: record_id, cluster (the first record_id of those of one person).

    What a reviewer said no to is taken out of `person_pair`.

    The heaviest pairs join first, and a pair that would put two sexes and two birth years into one cluster joins
    nobody: so a chain of likenesses breaks at its weakest link. A pair of two agencies that is somewhat below the
    threshold, or may be kin, joins where neither has anyone else in the other's records (see `_only_candidates`). A
    reviewer's yes joins whatever speaks against it; of a no, the two are never in one cluster.

    Args:
        con: The connection, with `person_record` and `person_pair`.
        decided: Pairs of record_id and the verdict on each, yes or no.
        threshold: The match weight from which a pair joins.
    """
    verdicts = sorted(decided)
    apart = [(left, right) for left, right, verdict in verdicts if verdict == "no"]
    told = con.execute("""
        select record_id, sex, birth_year
        from person_record
        where sex is not null or birth_year is not null
    """).fetchall()
    for left, right in apart:
        con.execute("delete from person_pair where record_id_l = ? and record_id_r = ?", sorted((left, right)))
    people = Clusters(apart, {record: (sex, year) for record, sex, year in told})
    for left, right, verdict in verdicts:
        if verdict == "yes":
            people.join(left, right, whatever=True)
    for left, right in _pairs_taken(con, threshold):
        people.join(left, right)
    for left, right, agency_l, agency_r in _only_candidates(con, threshold):
        if not any(_is_of(agency_r, each) for each in people.with_(left)) and not any(
            _is_of(agency_l, each) for each in people.with_(right)
        ):
            people.join(left, right)
    records, clusters = people.found()
    con.register("_cluster", pa.table({"record_id": records, "cluster": clusters}))
    con.execute("""
        create or replace table person_cluster as
        select record_id, coalesce(cluster, record_id) as cluster
        from person_record
        left join _cluster using (record_id)
    """)
    con.unregister("_cluster")


def _pairs_taken(con: duckdb.DuckDBPyConnection, threshold: float) -> list[tuple[str, str]]:
    return con.execute(f"""
        select record_id_l, record_id_r
        from person_pair
        where match_weight >= {threshold} and is_vouched_for
        order by match_weight desc, record_id_l, record_id_r
    """).fetchall()


def _only_candidates(con: duckdb.DuckDBPyConnection, threshold: float) -> list[tuple[str, str, str, str]]:
    """Return pairs of two agencies, doubtful or of possible kin, in which each record is the other's best by far."""
    return con.execute(f"""
        with side as (
            select record_id_l as record_id, record_id_r as other_id, match_weight from person_pair
            union all
            select record_id_r, record_id_l, match_weight from person_pair
        ),

        best as (
            select record_id, other_id, match_weight - coalesce(next_weight, {KEPT}) as margin
            from (
                select
                    *,
                    row_number() over (partition by record_id order by match_weight desc, other_id) as place,
                    lead(match_weight) over (partition by record_id order by match_weight desc, other_id) as next_weight
                from side
            )
            where place = 1
        )

        select pair.record_id_l, pair.record_id_r, l.agency, r.agency
        from person_pair as pair
        inner join best as best_l on best_l.record_id = record_id_l and best_l.other_id = record_id_r
        inner join best as best_r on best_r.record_id = record_id_r and best_r.other_id = record_id_l
        inner join person_record as l on l.record_id = record_id_l
        inner join person_record as r on r.record_id = record_id_r
        where l.agency <> r.agency and (is_of_one_event or (l.surname is not null and r.surname is not null))
            and match_weight >= {threshold - ALLOWED}
            and (may_be_kin or (is_vouched_for and match_weight < {threshold}))
            and least(best_l.margin, best_r.margin) >= {MARGIN}
        order by match_weight desc, record_id_l, record_id_r
    """).fetchall()


def _is_of(agency: str, record_id: str) -> bool:
    return record_id.startswith(f"{agency}|")
