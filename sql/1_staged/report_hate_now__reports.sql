-- A current online report, without the identity of the person who made it.
-- Grain: report_id
select
    sent.report_id,
    sent.submitted_at as submitted_date,
    sent.incident_at as incident_date,
    sent.district as district_code,
    sent.strands,
    coalesce(sent.routed_to, 'unknown') as routed_to,
    coalesce(sent.reporter, 'Unknown') as reporter,
    sent.police_ref,
    coalesce(sent.gender, 'Unknown') as sex,
    coalesce(sent.ethnicity, 'Unknown') as ethnicity,
    record.status,
    delivery_id
from landed.report_hate_now__reports as sent
inner join staged.record as record using (delivery_id, revision, row_number, record_key)
where record.table_name = 'reports'
