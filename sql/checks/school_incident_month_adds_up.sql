-- Over the districts, the months add to the current school incidents of the star.
-- Checks: mart.school_incident_month
-- Nuance: A record that stands in a month which nothing in force covers is counted in none.
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
