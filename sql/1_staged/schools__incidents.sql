-- A current prejudice related incident that a school reported.
-- Grain: school_incident_id
-- Nuance: Reporting is voluntary, and no one is named.
select
    sent.incident_id as school_incident_id,
    sent.submitted_at as submitted_date,
    sent.incident_date,
    sent.school_urn,
    sent.incident_type as strands,
    coalesce(sent.nature, []) as natures,
    coalesce(sent.actions, []) as actions,
    coalesce(sent.time_of_day, 'Unknown') as time_of_day,
    coalesce(sent.place, 'Unknown') as place,
    coalesce(sent.victim_role, 'Unknown') as victim_role,
    coalesce(sent.perpetrator_role, 'Unknown') as perpetrator_role,
    coalesce(sent.victim_gender, 'Unknown') as victim_sex,
    coalesce(sent.perpetrator_gender, 'Unknown') as perpetrator_sex,
    coalesce(sent.victim_ethnicity, 'Unknown') as victim_ethnicity,
    coalesce(sent.perpetrator_ethnicity, 'Unknown') as perpetrator_ethnicity,
    coalesce(sent.victim_year_group, 'Unknown') as victim_year_group,
    coalesce(sent.perpetrator_year_group, 'Unknown') as perpetrator_year_group,
    coalesce(sent.victim_outcome, 'Unknown') as victim_outcome,
    coalesce(sent.perpetrator_outcome, 'Unknown') as perpetrator_outcome,
    record.status,
    delivery_id
from landed.schools__incidents as sent
inner join staged.record as record using (delivery_id, revision, row_number, record_key)
where record.table_name = 'incidents'
