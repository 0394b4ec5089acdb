-- Every current hate record belongs to one incident, the one that its fact names. Of other records, only police records
-- that are cited have one.
-- Checks: star.bridge_record_incident
select agency, record_ref
from star.fct_record as fact
full join star.bridge_record_incident as told using (agency, record_ref)
where fact.record_ref is null
    or told.incident_id is distinct from fact.incident_id
    or told.is_hate <> fact.is_hate
    or (fact.is_hate and fact.status = 'current' and told.record_ref is null)
    or (fact.status <> 'current' and told.record_ref is not null)
    or (agency <> 'police' and not told.is_hate)
