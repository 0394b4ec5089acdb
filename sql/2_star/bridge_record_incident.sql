-- An agency's record of an incident, and the incident it belongs to, by each of three thresholds.
-- Grain: agency, record_ref
-- Nuance: The low threshold links most records and so gives the fewest incidents; the high one links fewest.
-- Nuance: is_contact means that the record is counted. The record is about hate; its agency's deliveries cover the
-- month; and, if it is a police record, it is an offence or crimed incident.
-- Nuance: A police record that is not about hate is here if another agency's record cites it.
-- Nuance: A record that is not linkable carries too little detail to match, so its incident may be here twice.
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
