-- A police record, about hate or not.
-- Grain: offence_ref
-- Nuance: Records that are not about hate are included so that rates can be worked out.
-- Nuance: A record is about hate if at least one of its markers is a hate marker.
-- Nuance: incident_id is by the central threshold. A record that is not about hate has one only if another agency's
-- record cites it.
-- Nuance: Withdrawn records are kept, marked, and counted nowhere: keep only rows where status is 'current'.
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
