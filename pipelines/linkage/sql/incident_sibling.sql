-- Two records of one agency, with one place and days that may be the same, and how likely both are about one incident.
create or replace table incident_sibling as
with placed as (
    select *, count(*) over (partition by agency, place) - 1 as others_of_place
    from incident_record
    where is_hate and place is not null
),

pair as (
    select
        l.record_id as record_id_l,
        r.record_id as record_id_r,
        records,
        day_evidence(greatest(l.days_wide, r.days_wide), $told_days) as day_evidence,
        l.others_of_place / records * least((l.days_wide + r.days_wide + 1) / span, 0.9) as by_chance,
        strand_level(l.strands, r.strands) as strand_level
    from placed as l
    inner join placed as r
        on r.agency = l.agency and r.place = l.place and r.record_id > l.record_id
        and r.incident_from <= l.incident_to and l.incident_from <= r.incident_to
    inner join incident_agency as agency on agency.agency = l.agency
),

weighed as (
    select
        record_id_l,
        record_id_r,
        $of_other_victim / records * strand.same_incident * day.same_incident as same_incident,
        by_chance * strand.nothing_in_common as nothing_in_common
    from pair
    inner join incident_likelihood as day on day.evidence = day_evidence and day.level = 'overlap'
    inner join incident_likelihood as strand on strand.evidence = 'strand' and strand.level = strand_level
)

select record_id_l, record_id_r, same_incident / (same_incident + nothing_in_common) as probability
from weighed
