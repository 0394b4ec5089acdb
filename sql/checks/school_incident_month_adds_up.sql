-- Over the districts, the months add up to the star's current school incidents.
-- Checks: mart.school_incident_month
-- Nuance: A record in a month that no current delivery covers is not counted.
with published as (
    select sum(incidents) as incidents
    from mart.school_incident_month
),

happened as (
    select count(*) as incidents
    from star.fct_school_incident
    inner join mart.coverage_month as month
        on month.agency = 'schools' and coverage <> 'none' and month_start = date_trunc('month', incident_date)
    where status = 'current'
)

select *
from published
cross join happened
where coalesce(published.incidents, 0) <> happened.incidents
