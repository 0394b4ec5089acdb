-- Over the districts, the months add up to the victims of each month's distinct incidents.
-- Checks: mart.repeat_victim_month
-- Nuance: A month that the police do not cover is in neither.
with published as (
    select sum(victims) as victims
    from mart.repeat_victim_month
),

struck as (
    select count(distinct (incident.district_code, incident.month_start, person_id)) as victims
    from star.fct_incident as incident
    inner join star.bridge_record_incident using (incident_id)
    inner join star.bridge_record_victim using (agency, record_ref)
    inner join mart.coverage_month as month
        on month.agency = 'police' and coverage <> 'none' and month.month_start = incident.month_start
    where threshold = 'central' and is_contact
)

select *
from published
cross join struck
where coalesce(published.victims, 0) <> struck.victims
