-- Over the districts, the months add to the current Victim Support cases of the star.
-- Checks: mart.support_case_month
with published as (
    select sum(cases) as cases
    from mart.support_case_month
),

supported as (
    select count(*) as cases
    from star.fct_case
    where agency = 'victim_support' and status = 'current'
)

select *
from published
cross join supported
where coalesce(published.cases, 0) <> supported.cases
