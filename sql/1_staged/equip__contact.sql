-- A case by which EQuIP knew of an incident, hate or not, as linkage reads it.
-- Grain: record_ref
-- Nuance: The incident is taken to be within three days of the date given, since people are a few days out, and not
-- after the case was opened. If no date is given, it is in the 120 days before.
-- Nuance: Most casework is not about a hate incident: keep only rows where is_hate is true. EQuIP cites no police
-- record.
-- Nuance: The person named is the victim if names_victim says so; if not, a witness, or nobody said.
-- Nuance: Withdrawn cases are not here.
select
    case_ref as record_ref,
    opened_date as record_date,
    district_code,
    least(coalesce(incident_date - 3, opened_date - 120), opened_date) as incident_from,
    least(coalesce(incident_date + 3, opened_date), opened_date) as incident_to,
    strands,
    cast(null as varchar) as cites,
    cast(null as varchar) as place,
    is_hate,
    role = 'Victim' as names_victim
from staged.equip__casework
where status = 'current'
