-- Over the districts, the months add to the current school incidents of the star, from the first month covered on.
-- Checks: mart.school_incident_month
with published as (
    select sum(incidents) as incidents
    from mart.school_incident_month
),

begun as (
    select min(month_start) as first_month
    from mart.coverage_month
    where agency = 'schools' and coverage <> 'none'
),

happened as (
    select count(*) as incidents
    from star.fct_school_incident
    inner join begun on incident_date >= first_month
    where status = 'current'
)

select *
from published
cross join happened
where coalesce(published.incidents, 0) <> happened.incidents
