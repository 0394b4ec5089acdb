-- A pair of records of two agencies to look at, and how likely both are about one incident.
-- Two incidents are close in time by chance: the wider the range of their days, the likelier that is.
create or replace table incident_pair as
with pair as (
    select
        looked_at.*,
        l.agency as agency_l,
        r.agency as agency_r,
        greatest(agency_l.records, agency_r.records) as records,
        pow(2, person_weight) as person,
        greatest(l.incident_from, r.incident_from) - least(l.incident_to, r.incident_to) as gap,
        day_level(gap, $near_days) as day_level,
        day_evidence(greatest(l.days_wide, r.days_wide), $told_days) as day_evidence,
        least((l.days_wide + r.days_wide + 1) / agency_l.span, 0.9) as by_chance,
        least(2 * $near_days / agency_l.span, 0.9) as near_by_chance,
        district_level(l.district_code, r.district_code) as district_level,
        strand_level(l.strands, r.strands) as strand_level
    from incident_looked_at as looked_at
    inner join incident_record as l on l.record_id = record_id_l
    inner join incident_record as r on r.record_id = record_id_r
    inner join incident_agency as agency_l on agency_l.agency = l.agency
    inner join incident_agency as agency_r on agency_r.agency = r.agency
    where l.agency <> r.agency and (is_cited or (l.is_hate and r.is_hate))
),

by_days as (
    select
        *,
        case day_level
            when 'overlap' then least($run * by_chance, 0.9)
            when 'near' then least($run * near_by_chance, 0.9)
            else 0.5
        end as days_of_same_person,
        case day_level
            when 'overlap' then by_chance
            when 'near' then near_by_chance
            else 1 - near_by_chance
        end as days_of_none
    from pair
),

weighed as (
    select
        by_days.*,
        case when is_cited then $reference_right else $of_same_incident / records end
            * ($same_person * person + (1 - $same_person))
            * day.same_incident * district.same_incident * strand.same_incident as same_incident,
        case when is_cited then 1 - $reference_right else 1 end
            * $of_same_person / records * person
            * days_of_same_person * district.same_person * strand.same_person as same_person,
        case when is_cited then 1 - $reference_right else 1 end
            * days_of_none * district.nothing_in_common * strand.nothing_in_common as nothing_in_common
    from by_days
    inner join incident_likelihood as day on day.evidence = day_evidence and day.level = day_level
    inner join incident_likelihood as district on district.evidence = 'district' and district.level = district_level
    inner join incident_likelihood as strand on strand.evidence = 'strand' and strand.level = strand_level
)

select
    record_id_l,
    record_id_r,
    agency_l,
    agency_r,
    is_cited,
    gap,
    same_incident / (same_incident + same_person + nothing_in_common) as probability
from weighed
