-- A pair of records to look at, as one cites the other or their persons were compared, and how likely their persons are
-- one: its weight beyond that of a pair about which nothing is known.
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
    select l.incident_record_id, r.incident_record_id, $one_person
    from person as l
    inner join person as r on r.cluster = l.cluster and r.record_id > l.record_id
),

weighed as (
    select
        least(one, other) as record_id_l,
        greatest(one, other) as record_id_r,
        max(weight) - $prior_weight as weight
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
    -- Two persons that no rule brought together are different; about a person who is not named, nothing is known.
    case
        when weight is not null then weight
        when l.record_id is not null and r.record_id is not null then $two_persons
        else 0
    end as person_weight
from cited
full join weighed using (record_id_l, record_id_r)
left join named as l on l.record_id = record_id_l
left join named as r on r.record_id = record_id_r
