-- A prejudice related incident that a school reported.
-- Grain: school_incident_id
-- Nuance: Reporting is voluntary: a school without incidents may be one that does not report.
-- Nuance: The district is the school's; that of a school on no list is unknown.
-- Nuance: Withdrawn incidents stay, marked, and are counted nowhere: filter status = 'current'.
select
    school_incident_id,
    submitted_date,
    incident_date,
    school_urn,
    school.district_code,
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
inner join star.dim_school as school using (school_urn)
