"""Which records tell of the same incident: those of hate, the pairs of them that are taken, and their clusters.

Here: what is looked at, what is taken of it, and clusters at three thresholds. How likely a pair is one incident stands
in `incident_rule`, who is one person in `persons`.
"""

import duckdb
import pyarrow as pa

from pipelines.linkage.clusters import Clusters
from pipelines.linkage.incident_rule import weigh
from pipelines.linkage.person_model import CENTRAL, HIGH

#: The probability from which a pair counts as one incident, for each estimate.
THRESHOLDS = {"low": 0.1, "central": 0.5, "high": 0.95}


def link_incidents(con: duckdb.DuckDBPyConnection, prior_weight: float) -> None:
    """Create `incident_pair` and `incident_record` from contacts, person pairs and person clusters.

    `incident_pair`: record_id_l, record_id_r (agency and record, "|" between; l before r), agency_l, agency_r,
    is_cited, probability; every pair that is looked at. `incident_record`: a row a record of hate, or of the police
    that such a record cites: record_id, agency, record_ref, record_date, district_code, is_hate, linkable, and
    cluster_low, cluster_central, cluster_high: the first record_id of those of one incident.

    Args:
        con: The connection, with `contact`, `person_record`, `person_pair` and `person_cluster`.
        prior_weight: The weight of a pair of persons of whom nothing is known (log2 of the odds).
    """
    con.execute(_RECORD)
    con.execute(_LOOKED_AT.format(prior_weight=prior_weight))
    weigh(con)
    con.execute(_TAKEN)
    found = [_clusters(con, least) for least in THRESHOLDS.values()]
    for name, (records, clusters) in zip(THRESHOLDS, found, strict=True):
        con.register(
            f"_{name}",
            pa.table({"record_id": pa.array(records, pa.string()), "cluster": pa.array(clusters, pa.string())}),
        )
    columns = ", ".join(f"coalesce(_{name}.cluster, record_id) as cluster_{name}" for name in THRESHOLDS)
    joins = " ".join(f"left join _{name} using (record_id)" for name in THRESHOLDS)
    con.execute(
        f"create or replace table incident_record as select record.*, {columns} from incident_record as record {joins}"
    )
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


# A record can be found again if it cites a reference that the police hold, is cited, or says enough of the victim. A
# strand in a spelling that no list knows says nothing.
_RECORD = """
    create or replace table incident_record as
    with citing as (
        select citing.agency, citing.record_ref, police.record_ref as offence_ref
        from contact as citing
        inner join contact as police on police.agency = 'police' and police.record_ref = citing.cites
        where citing.is_hate and citing.agency <> 'police'
    ),

    told as (
        select distinct agency, record_ref
        from person_record
        where (forename is not null and surname is not null and (birth_date is not null or postcode is not null))
            or (initials_alone is not null and birth_year is not null and outward is not null)
    )

    select
        contact.agency || '|' || contact.record_ref as record_id,
        contact.* exclude (cites, names_victim) replace ([each for each in strands if each <> 'unknown'] as strands),
        date_diff('day', contact.incident_from, contact.incident_to) as days_wide,
        citing.offence_ref as cites,
        (contact.names_victim and told.record_ref is not null)
            or citing.offence_ref is not null or cited.offence_ref is not null as linkable
    from contact
    left join citing using (agency, record_ref)
    left join (select distinct offence_ref from citing) as cited
        on contact.agency = 'police' and cited.offence_ref = contact.record_ref
    left join told using (agency, record_ref)
    where contact.is_hate or cited.offence_ref is not null
"""

# Two records are looked at where one cites the other, or their persons were compared.
_LOOKED_AT = f"""
    create or replace table incident_looked_at as
    with person as (
        select record_id, agency || '|' || record_ref as incident_record_id, cluster
        from person_record
        inner join person_cluster using (record_id)
    ),

    compared as (
        select l.incident_record_id as one, r.incident_record_id as other, match_weight as weight
        from person_pair
        inner join person as l on l.record_id = record_id_l
        inner join person as r on r.record_id = record_id_r
        union all
        select l.incident_record_id, r.incident_record_id, {HIGH}
        from person as l
        inner join person as r on r.cluster = l.cluster and r.record_id > l.record_id
    ),

    weighed as (
        select
            least(one, other) as record_id_l,
            greatest(one, other) as record_id_r,
            max(weight) - {{prior_weight}} as weight
        from compared
        group by 1, 2
    ),

    cited as (
        select
            least(citing.record_id, police.record_id) as record_id_l,
            greatest(citing.record_id, police.record_id) as record_id_r
        from incident_record as citing
        inner join incident_record as police on police.agency = 'police' and police.record_ref = citing.cites
    ),

    named as (
        select distinct incident_record_id as record_id
        from person
    )

    select
        record_id_l,
        record_id_r,
        cited.record_id_l is not null as is_cited,
        -- Two persons that no rule brought together are others; of who is not named, nothing is known.
        case
            when weight is not null then weight
            when l.record_id is not null and r.record_id is not null then -{CENTRAL + HIGH}
            else 0
        end as person_weight
    from cited
    full join weighed using (record_id_l, record_id_r)
    left join named as l on l.record_id = record_id_l
    left join named as r on r.record_id = record_id_r
"""

# A record tells of one incident, so of each other agency's records it takes the likeliest. The police may record one
# incident several times over, for each of its victims: others hold on to their record of it, not it to theirs. Where
# two others are already with two of the police's, they do not join these.
_TAKEN = f"""
    create or replace table incident_taken as
    with side as (
        select record_id_l as record_id, record_id_r as other_id, agency_r as other_agency, probability, gap
        from incident_pair
        where agency_l <> 'police' and probability >= {THRESHOLDS["low"]}
        union all
        select record_id_r, record_id_l, agency_l, probability, gap
        from incident_pair
        where agency_r <> 'police' and probability >= {THRESHOLDS["low"]}
    ),

    likeliest as (
        select *
        from side
        qualify row_number() over (
            partition by record_id, other_agency order by probability desc, greatest(gap, 0), other_id
        ) = 1
    ),

    with_police as (
        select record_id, other_id as police_id, probability
        from likeliest
        where other_agency = 'police'
    )

    select record_id as record_id_l, police_id as record_id_r, probability
    from with_police
    union all
    select record_id_l, record_id_r, probability
    from incident_sibling
    where probability >= {THRESHOLDS["low"]}
    union all
    select one.record_id, one.other_id, one.probability
    from likeliest as one
    inner join likeliest as other on other.record_id = one.other_id and other.other_id = one.record_id
    left join with_police as its on its.record_id = one.record_id
    left join with_police as others on others.record_id = one.other_id
    where one.record_id < one.other_id and coalesce(its.police_id = others.police_id, true)
"""
