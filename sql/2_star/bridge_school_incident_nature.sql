-- What was done in a school incident.
-- Grain: school_incident_id, nature
-- Nuance: An incident with two natures stands here twice; natures add to more than incidents.
-- Nuance: An incident for which the school named no nature does not stand here.
select school_incident_id, unnest(natures) as nature
from staged.schools__incidents
where status = 'current'
