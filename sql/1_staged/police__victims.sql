-- A victim of a police record, as the version in force has them, without who they are.
-- Grain: offence_ref, victim_no
select
    victim.offence_ref,
    victim.victim_no,
    coalesce(victim.age_band, 'Unknown') as age_band,
    coalesce(victim.sex, 'Unknown') as sex,
    coalesce(victim.ethnicity, 'Unknown') as ethnicity,
    record.status,
    record.delivery_id
from landed.police__victims as victim
inner join staged.record as record
    on record.agency = 'police'
    and record.table_name = 'victims'
    and record.record_key = victim.record_key
    and record.delivery_id = victim.delivery_id
    and record.revision = victim.revision
    and record.row_number = victim.row_number
