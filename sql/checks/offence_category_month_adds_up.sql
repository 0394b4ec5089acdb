-- Over districts and categories, the months add up to the star's current police records.
-- Checks: mart.offence_category_month
-- Nuance: A record in a month that no current delivery covers is not counted.
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
