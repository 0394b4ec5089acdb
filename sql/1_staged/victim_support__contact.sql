-- A case by which Victim Support knew of an incident, as linkage reads it.
-- Grain: record_ref
-- Nuance: The incident is taken to be within three days of the date given, since people are a few days out, and not
-- after the case was created. If no date is given, it is in the sixty days before.
-- Nuance: The person named is the victim.
-- Nuance: Withdrawn cases are not here.
select
    case_id as record_ref,
    date_created as record_date,
    district_code,
    least(coalesce(incident_date - 3, date_created - 60), date_created) as incident_from,
    least(coalesce(incident_date + 3, date_created), date_created) as incident_to,
    strands,
    police_crime_ref as cites,
    cast(null as varchar) as place,
    true as is_hate,
    true as names_victim
from staged.victim_support__cases
where status = 'current'
