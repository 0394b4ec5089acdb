-- Over districts and categories, the months add to the current police records of the star.
-- Checks: mart.offence_category_month
-- Nuance: A record that stands in a month which nothing in force covers is counted in none.
with published as (
    select sum(police_records) as records
    from mart.offence_category_month
),

recorded as (
    select count(*) as records
    from star.fct_offence
    inner join mart.coverage_month as month
        on month.agency = 'police' and coverage <> 'none' and month_start = date_trunc('month', recorded_date)
    where status = 'current'
)

select *
from published
cross join recorded
where coalesce(published.records, 0) <> recorded.records
