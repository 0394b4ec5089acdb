-- A Victim Support case in force, without who it supports.
-- Grain: case_id
select
    sent.case_id,
    sent.date_created,
    sent.incident_date,
    sent.case_type as strands,
    sent.district as district_code,
    coalesce(sent.referral_source, 'Unknown') as referral_source,
    sent.police_crime_ref,
    coalesce(sent.gender, 'Unknown') as sex,
    coalesce(sent.ethnicity, 'Unknown') as ethnicity,
    record.status,
    record.delivery_id
from landed.victim_support__cases as sent
inner join staged.record as record
    on record.agency = 'victim_support'
    and record.table_name = 'cases'
    and record.record_key = sent.record_key
    and record.delivery_id = sent.delivery_id
    and record.revision = sent.revision
    and record.row_number = sent.row_number
