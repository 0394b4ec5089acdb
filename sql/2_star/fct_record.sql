-- A record of an incident, from any agency: the agencies' facts in one table.
-- Grain: agency, record_ref
-- Nuance: It may be hate or not: filter is_hate. Details that only one agency holds are in that agency's own fact.
-- Nuance: record_date is the day the record counts by: recorded, opened, happened (schools) or submitted (online).
-- Nuance: Withdrawn records are kept, marked, and counted nowhere: filter status = 'current'.
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
