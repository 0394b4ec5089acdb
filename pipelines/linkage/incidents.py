"""Which records tell of the same incident: a plainly stated rule over reference, person, day, district and strand.

Here: the rule and the clusters it makes, at three thresholds. There are too few pairs to train a model on, so each
figure of the rule is stated, with its reason; `evaluate` measures what comes of them. Not here: who is one person
(`persons`).

Of a pair of records of two agencies three things can be true: both tell of one incident; they are about one person,
but of two incidents; or they have nothing to do with each other. How likely each is before looking, times how likely
each is to look like this, gives the share of the first (Bayes; the likelihoods as in Fellegi and Sunter 1969). A
category of offence is sent by the police alone, so there is nothing to hold it against.

Two records of one agency are one incident only by days and place: the police record a crime for each victim. The fewer
records a place has, the less likely it is that two of one day have nothing to do with each other.
"""

import duckdb
import pyarrow as pa

from pipelines.linkage.clusters import Clusters
from pipelines.linkage.person_model import CENTRAL, HIGH
from pipelines.linkage.person_records import TOLD_DAYS

#: The probability from which a pair counts as one incident, for each estimate.
THRESHOLDS = {"low": 0.1, "central": 0.5, "high": 0.95}

#: Of another agency's records a record has on average so many of its own incident, and of its person's other ones.
OF_SAME_INCIDENT, OF_SAME_PERSON = 0.5, 0.3
#: Of its own agency's records a record has on average so many of its own incident.
OF_OTHER_VICTIM = 0.05
#: Of police references cited, the rest are mistyped.
REFERENCE_RIGHT = 0.95
#: Of records of one incident, the rest name a witness or another victim.
SAME_PERSON = 0.8
#: How many times likelier than at random somebody's other incident is to lie close by: harm comes in runs.
RUN = 4
#: Days apart that still count as near.
NEAR_DAYS = 30
#: With fewer records or days than this, chance would look too small.
FEWEST_RECORDS, FEWEST_DAYS = 100, 365

# How likely records of one incident, of one person's two and of none in common are to look so.
_DISTRICT = {"same": (0.97, 0.9, 0.25), "other": (0.03, 0.1, 0.75)}
_STRAND = {"shared": (0.93, 0.65, 0.45), "none": (0.07, 0.35, 0.55)}
_DAYS_TOLD = {"overlap": 0.97, "near": 0.02, "far": 0.01}
_DAYS_GUESSED = {"overlap": 0.95, "near": 0.04, "far": 0.01}


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
    con.execute(_AGENCY)
    con.execute(_LOOKED_AT.format(prior_weight=prior_weight))
    con.execute(_PAIR)
    con.execute(_SIBLING)
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


def _likelihoods(of: dict[str, tuple[float, float, float]], level: str) -> str:
    """Return SQL for a list of three likelihoods by level, each 1 where the level is not known."""
    cases = " ".join(f"when '{name}' then {list(likely)}" for name, likely in of.items())
    return f"case {level} {cases} else [1.0, 1.0, 1.0] end"


def _days(of: dict[str, float]) -> str:
    return " ".join(f"when '{level}' then {likely}" for level, likely in of.items())


_AGENCY = f"""
    create or replace table incident_agency as
    select
        agency,
        greatest(count(*), {FEWEST_RECORDS}) as records,
        greatest(max(max(record_date)) over () - min(min(record_date)) over () + 1, {FEWEST_DAYS}) as span
    from incident_record
    group by agency
"""

_STRANDS = """
    case
        when len(l.strands) = 0 or len(r.strands) = 0 then 'unknown'
        when list_has_any(l.strands, r.strands) then 'shared'
        else 'none'
    end
"""

_PAIR = f"""
    create or replace table incident_pair as
    with pair as (
        select
            looked_at.*,
            l.agency as agency_l,
            r.agency as agency_r,
            greatest(agency_l.records, agency_r.records) as records,
            agency_l.span,
            pow(2, person_weight) as person,
            l.days_wide + r.days_wide + 1 as days,
            greatest(l.days_wide, r.days_wide) <= {TOLD_DAYS} as is_told,
            greatest(l.incident_from, r.incident_from) - least(l.incident_to, r.incident_to) as gap,
            case
                when 'UNK' in (l.district_code, r.district_code) then 'unknown'
                when l.district_code = r.district_code then 'same'
                else 'other'
            end as district,
            {_STRANDS} as strand
        from incident_looked_at as looked_at
        inner join incident_record as l on l.record_id = record_id_l
        inner join incident_record as r on r.record_id = record_id_r
        inner join incident_agency as agency_l on agency_l.agency = l.agency
        inner join incident_agency as agency_r on agency_r.agency = r.agency
        where l.agency <> r.agency and (is_cited or (l.is_hate and r.is_hate))
    ),

    level as (
        select
            *,
            case when gap <= 0 then 'overlap' when gap <= {NEAR_DAYS} then 'near' else 'far' end as nearness,
            least(days / span, 0.9) as by_chance,
            least({2 * NEAR_DAYS} / span, 0.9) as near_by_chance,
            {_likelihoods(_DISTRICT, "district")} as district_likely,
            {_likelihoods(_STRAND, "strand")} as strand_likely
        from pair
    ),

    likely as (
        select
            *,
            case
                when is_told then case nearness {_days(_DAYS_TOLD)} end
                else case nearness {_days(_DAYS_GUESSED)} end
            end as days_of_same_incident,
            case nearness
                when 'overlap' then least({RUN} * by_chance, 0.9)
                when 'near' then least({RUN} * near_by_chance, 0.9)
                else 0.5
            end as days_of_same_person,
            case nearness
                when 'overlap' then by_chance
                when 'near' then near_by_chance
                else 1 - near_by_chance
            end as days_of_none
        from level
    ),

    weighed as (
        select
            *,
            case when is_cited then {REFERENCE_RIGHT} else {OF_SAME_INCIDENT} / records end
                * ({SAME_PERSON} * person + {1 - SAME_PERSON})
                * days_of_same_incident * district_likely[1] * strand_likely[1] as same_incident,
            case when is_cited then {1 - REFERENCE_RIGHT} else 1 end
                * {OF_SAME_PERSON} / records * person
                * days_of_same_person * district_likely[2] * strand_likely[2] as same_person,
            case when is_cited then {1 - REFERENCE_RIGHT} else 1 end
                * days_of_none * district_likely[3] * strand_likely[3] as nothing_in_common
        from likely
    )

    select
        record_id_l, record_id_r, agency_l, agency_r, is_cited, gap,
        same_incident / (same_incident + same_person + nothing_in_common) as probability
    from weighed
"""

# Two records of one agency, of one place and of days that may be the same.
_SIBLING = f"""
    create or replace table incident_sibling as
    with placed as (
        select *, count(*) over (partition by agency, place) - 1 as others_of_place
        from incident_record
        where is_hate and place is not null
    ),

    level as (
        select
            l.record_id as record_id_l,
            r.record_id as record_id_r,
            records,
            greatest(l.days_wide, r.days_wide) <= {TOLD_DAYS} as is_told,
            l.others_of_place / records * least((l.days_wide + r.days_wide + 1) / span, 0.9) as by_chance,
            {_STRANDS} as strand
        from placed as l
        inner join placed as r
            on r.agency = l.agency and r.place = l.place and r.record_id > l.record_id
            and r.incident_from <= l.incident_to and l.incident_from <= r.incident_to
        inner join incident_agency as agency on agency.agency = l.agency
    ),

    weighed as (
        select
            *,
            {OF_OTHER_VICTIM} / records * strand_likely[1]
                * case when is_told then {_DAYS_TOLD["overlap"]} else {_DAYS_GUESSED["overlap"]} end as same_incident,
            by_chance * strand_likely[3] as nothing_in_common
        from (select *, {_likelihoods(_STRAND, "strand")} as strand_likely from level)
    )

    select record_id_l, record_id_r, same_incident / (same_incident + nothing_in_common) as probability
    from weighed
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
