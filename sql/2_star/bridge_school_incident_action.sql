-- What a school did about an incident.
-- Grain: school_incident_id, action
-- Nuance: An incident with two actions stands here twice; actions add to more than incidents.
-- Nuance: An incident for which the school named no action does not stand here.
select school_incident_id, unnest(actions) as action
from staged.schools__incidents
where status = 'current'
