-- A victim identified in an agency's record of an incident.
-- Grain: agency, record_ref, person_id
-- Nuance: Witnesses, reporting agencies and people who did not say are not here, nor are victims about whom nothing is
-- known.
-- Nuance: A record with two victims is here twice, and one without a victim is not here at all.
with told as (
    select 'police' as agency, offence_ref as record_ref, person_id
    from star.bridge_offence_victim
    union all
    select agency, case_ref as record_ref, person_id
    from star.fct_case
    where role = 'Victim'
    union all
    select 'report_hate_now' as agency, report_id as record_ref, person_id
    from star.fct_online_report
    where reporter = 'Victim'
)

select distinct agency, record_ref, person_id
from told
inner join star.bridge_record_incident using (agency, record_ref)
where person_id is not null
