-- An interest marker on a police record, from the current version.
-- Grain: offence_ref, marker_code
select
    marker.offence_ref,
    marker.marker_code,
    marker.added_date,
    record.status,
    delivery_id
from landed.police__markers as marker
inner join staged.record as record using (delivery_id, revision, row_number, record_key)
where record.table_name = 'markers'
