-- A prejudice related incident that a school reported.
-- Grain: school_incident_id
-- Nuance: Reporting is voluntary: a school without incidents may be one that does not report.
-- Nuance: The district is the school's; that of a school on no list is unknown.
-- Nuance: Withdrawn incidents stay, marked, and are counted nowhere: filter status = 'current'.
select
    school_incident_id,
    submitted_date,
    incident_date,
    coalesce(school.school_urn, 'UNK') as school_urn,
    coalesce(school.district_code, 'UNK') as district_code,
    time_of_day,
    place,
    victim_role,
    perpetrator_role,
    victim_sex,
    perpetrator_sex,
    victim_ethnicity,
    perpetrator_ethnicity,
    victim_year_group,
    perpetrator_year_group,
    victim_outcome,
    perpetrator_outcome,
    status,
    delivery_id
from staged.schools__incidents
left join star.dim_school as school using (school_urn)
