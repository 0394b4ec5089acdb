-- An interest marker on a police record, as the version in force has it.
-- Grain: offence_ref, marker_code
select
    marker.offence_ref,
    marker.marker_code,
    marker.added_date,
    record.status,
    record.delivery_id
from landed.police__markers as marker
inner join staged.record as record
    on record.agency = 'police'
    and record.table_name = 'markers'
    and record.record_key = marker.record_key
    and record.delivery_id = marker.delivery_id
    and record.revision = marker.revision
    and record.row_number = marker.row_number
