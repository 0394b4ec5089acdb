-- A victim of a police record, without who they are.
-- Grain: offence_ref, victim_no
-- Nuance: Joining this to fct_offence repeats an offence once a victim, and drops those without one.
-- Nuance: The age band is that at the offence.
-- Nuance: sex and ethnicity are as this record tells them; dim_victim holds what is told most often of the person.
-- Nuance: person_id is NULL where the record says nothing of who the victim is.
select
    victim.offence_ref,
    victim.victim_no,
    person.person_id,
    victim.age_band,
    victim.sex,
    victim.ethnicity
from staged.police__victims as victim
left join linked.person as person
    on person.agency = 'police' and person.table_name = 'victims' and person.record_key = victim.record_key
where victim.status = 'current'
