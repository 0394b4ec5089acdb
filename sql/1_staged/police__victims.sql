-- A victim of a police record, from the current version, without their identity.
-- Grain: offence_ref, victim_no
select
    victim.offence_ref,
    victim.victim_no,
    record_key,
    coalesce(victim.age_band, 'Unknown') as age_band,
    coalesce(victim.sex, 'Unknown') as sex,
    coalesce(victim.ethnicity, 'Unknown') as ethnicity,
    record.status,
    delivery_id
from landed.police__victims as victim
inner join staged.record as record using (delivery_id, revision, row_number, record_key)
where record.table_name = 'victims'
