-- An incident that a school reported, as linkage reads it.
-- Grain: record_ref
-- Nuance: Its day is exact and its district is the school's; a school that is on no list has an unknown district.
-- Nuance: It names no one and cites no police record. Withdrawn incidents are not here.
select
    incident.school_incident_id as record_ref,
    incident.incident_date as record_date,
    coalesce(school.district_code, 'UNK') as district_code,
    incident.incident_date as incident_from,
    incident.incident_date as incident_to,
    incident.strands,
    cast(null as varchar) as cites,
    cast(null as varchar) as place,
    true as is_hate,
    false as names_victim
from staged.schools__incidents as incident
left join reference.school as school using (school_urn)
where incident.status = 'current'
