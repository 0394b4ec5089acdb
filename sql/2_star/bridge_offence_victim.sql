-- A victim of a police record, without their identity.
-- Grain: offence_ref, victim_no
-- Nuance: Joining this to fct_offence repeats an offence for each victim, and drops offences without one.
-- Nuance: The age band is the victim's age at the time of the offence.
-- Nuance: sex and ethnicity are as given on this record; dim_victim holds the values given most often for the person.
-- Nuance: person_id is NULL if the record says nothing about who the victim is.
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
