-- Over the districts, the months add up to the star's current Victim Support cases.
-- Checks: mart.support_case_month
-- Nuance: A record in a month that no current delivery covers is not counted.
with published as (
    select sum(cases) as cases
    from mart.support_case_month
),

supported as (
    select count(*) as cases
    from star.fct_case as opened_case
    inner join mart.coverage_month as month
        on month.agency = 'victim_support' and coverage <> 'none' and month_start = date_trunc('month', opened_date)
    where opened_case.agency = 'victim_support' and status = 'current'
)

select *
from published
cross join supported
where coalesce(published.cases, 0) <> supported.cases
