-- Over the districts, the months add to the current Victim Support cases of the star.
-- Checks: mart.support_case_month
-- Nuance: A record that stands in a month which nothing in force covers is counted in none.
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
