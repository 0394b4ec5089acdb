-- What a school did about an incident.
-- Grain: school_incident_id, action
-- Nuance: An incident with two actions is here twice, so actions add up to more than incidents.
-- Nuance: An incident is not here if the school named no action.
select school_incident_id, unnest(actions) as action
from staged.schools__incidents
where status = 'current'
