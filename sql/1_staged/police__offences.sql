-- A current police record, hate or not.
-- Grain: offence_ref
-- Nuance: A value that the sender left out and a value on no list are both the Unknown member.
select
    offence.offence_ref,
    offence.recorded_date,
    offence.committed_from,
    offence.committed_to,
    offence.record_type,
    coalesce(offence.ho_offence_code, 'UNK') as ho_offence_code,
    offence.offence_title as offence_category,
    offence.district as district_code,
    coalesce(offence.jsna_area, 'Unknown') as jsna_area,
    coalesce(offence.premises_type, 'Unknown') as premises_type,
    coalesce(offence.reporting_channel, 'Unknown') as reporting_channel,
    record.status,
    delivery_id
from landed.police__offences as offence
inner join staged.record as record using (delivery_id, revision, row_number, record_key)
where record.table_name = 'offences'
