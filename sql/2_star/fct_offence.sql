-- A police record, hate or not: records that are not hate are here as denominators.
-- Grain: offence_ref
-- Nuance: A record is hate if at least one of its markers is a hate marker, on any axis.
-- Nuance: incident_id is by the central threshold; a record that is not hate has one if another agency's cites it.
-- Nuance: Withdrawn records are kept, marked, and counted nowhere: filter status = 'current'.
with hate_offence as (
    select distinct offence_ref
    from staged.police__markers
    inner join star.dim_interest_marker using (marker_code)
    where is_hate_marker and status = 'current'
)

select
    offence.offence_ref,
    offence.recorded_date,
    offence.committed_from as committed_date,
    offence.record_type,
    offence.offence_category,
    offence.district_code,
    offence.jsna_area,
    offence.premises_type,
    offence.reporting_channel,
    hate_offence.offence_ref is not null as is_hate,
    incident.incident_id,
    offence.status,
    offence.delivery_id
from staged.police__offences as offence
left join hate_offence using (offence_ref)
left join linked.incident as incident on incident.agency = 'police' and incident.record_ref = offence.offence_ref
