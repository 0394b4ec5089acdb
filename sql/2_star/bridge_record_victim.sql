-- A victim whom a record by which an agency knew of an incident tells of.
-- Grain: agency, record_ref, person_id
-- Nuance: Who is a witness, reports for an agency or does not say is not here, nor is a victim of whom nothing is told.
-- Nuance: A record with two victims stands here twice, and one without a victim not at all.
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
