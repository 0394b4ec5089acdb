-- A record of an incident, from any agency: the agencies' facts in one table.
-- Grain: agency, record_ref
-- Nuance: A record may be about hate or not: keep only rows where is_hate is true. Details that only one agency holds
-- are in that agency's own fact.
-- Nuance: record_date is the date used to count the record: when it was recorded (police), opened (cases) or submitted
-- (online reports), or when the incident happened (schools).
-- Nuance: Withdrawn records are kept, marked, and counted nowhere: keep only rows where status is 'current'.
select
    'police' as agency,
    offence_ref as record_ref,
    recorded_date as record_date,
    district_code,
    is_hate,
    incident_id,
    status,
    delivery_id
from star.fct_offence
union all
select agency, case_ref, opened_date, district_code, is_hate, incident_id, status, delivery_id
from star.fct_case
union all
select 'schools', school_incident_id, incident_date, district_code, true, incident_id, status, delivery_id
from star.fct_school_incident
union all
select 'report_hate_now', report_id, submitted_date, district_code, true, incident_id, status, delivery_id
from star.fct_online_report
