-- A strand of prejudice that a school incident is about.
-- Grain: school_incident_id, strand
-- Nuance: An incident with two strands is here twice, so strands add up to more than incidents.
select school_incident_id, unnest(strands) as strand
from staged.schools__incidents
where status = 'current'
