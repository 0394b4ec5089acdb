-- A record by which an agency knew of an incident, and the incident it tells of, by each of three thresholds.
-- Grain: agency, record_ref
-- Nuance: The low threshold links most and so makes fewest incidents; the high one links least.
-- Nuance: is_contact says that it is counted: it is hate, of the police an offence or crimed incident, and its agency's
-- deliveries cover its month.
-- Nuance: A police record that is not hate is here where another agency's record cites it.
-- Nuance: What a record that is not linkable carries is too little to be found by: the incident it tells of may stand
-- here twice.
-- Nuance: Withdrawn records are not here.
select
    incident.agency,
    incident.record_ref,
    incident.record_date,
    incident.district_code,
    incident.is_hate,
    incident.is_hate
    and coalesce(offence.record_type <> 'Unknown', true)
    and covered.agency is not null as is_contact,
    incident.linkable,
    incident.incident_id_low,
    incident.incident_id,
    incident.incident_id_high
from linked.incident as incident
left join staged.police__offences as offence
    on offence.offence_ref = case incident.agency when 'police' then incident.record_ref end
left join staged.covered_month as covered
    on covered.agency = incident.agency and covered.month_start = date_trunc('month', incident.record_date)
