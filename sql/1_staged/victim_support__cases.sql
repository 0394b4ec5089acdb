-- A current Victim Support case, without the person's identity.
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
    delivery_id
from landed.victim_support__cases as sent
inner join staged.record as record using (delivery_id, revision, row_number, record_key)
where record.table_name = 'cases'
