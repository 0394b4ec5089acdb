-- A prejudice related incident that a school reported.
-- Grain: school_incident_id
-- Nuance: Reporting is voluntary: a school without incidents may be one that does not report.
-- Nuance: The district is the school's. It is unknown for a school that is on no list.
-- Nuance: incident_id is by the central threshold. Schools name no one, so it is shared with another agency's record
-- only if one cites the other.
-- Nuance: Withdrawn incidents are kept, marked, and counted nowhere: keep only rows where status is 'current'.
select
    sent.school_incident_id,
    sent.submitted_date,
    sent.incident_date,
    coalesce(school.school_urn, 'UNK') as school_urn,
    coalesce(school.district_code, 'UNK') as district_code,
    sent.time_of_day,
    sent.place,
    sent.victim_role,
    sent.perpetrator_role,
    sent.victim_sex,
    sent.perpetrator_sex,
    sent.victim_ethnicity,
    sent.perpetrator_ethnicity,
    sent.victim_year_group,
    sent.perpetrator_year_group,
    sent.victim_outcome,
    sent.perpetrator_outcome,
    incident.incident_id,
    sent.status,
    sent.delivery_id
from staged.schools__incidents as sent
left join star.dim_school as school using (school_urn)
left join linked.incident as incident
    on incident.agency = 'schools' and incident.record_ref = sent.school_incident_id
