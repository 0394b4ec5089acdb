-- Every current record about hate tells of one incident, the one that its fact says, and so does no other but a police
-- record that is cited.
-- Checks: star.bridge_record_incident
with fact as (
    select 'police' as agency, offence_ref as record_ref, is_hate, incident_id, status
    from star.fct_offence
    union all
    select agency, case_ref as record_ref, is_hate, incident_id, status
    from star.fct_case
    union all
    select 'schools' as agency, school_incident_id as record_ref, true as is_hate, incident_id, status
    from star.fct_school_incident
    union all
    select 'report_hate_now' as agency, report_id as record_ref, true as is_hate, incident_id, status
    from star.fct_online_report
)

select agency, record_ref
from fact
full join star.bridge_record_incident as told using (agency, record_ref)
where fact.record_ref is null
    or told.incident_id is distinct from fact.incident_id
    or told.is_hate <> fact.is_hate
    or (fact.is_hate and fact.status = 'current' and told.record_ref is null)
    or (fact.status <> 'current' and told.record_ref is not null)
    or (agency <> 'police' and not told.is_hate)
