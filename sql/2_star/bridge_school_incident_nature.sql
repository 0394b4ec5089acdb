-- What was done in a school incident.
-- Grain: school_incident_id, nature
-- Nuance: An incident with two natures is here twice, so natures add up to more than incidents.
-- Nuance: An incident is not here if the school named no nature.
select school_incident_id, unnest(natures) as nature
from staged.schools__incidents
where status = 'current'
