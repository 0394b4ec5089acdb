-- Over districts and categories, the months add to the current police records of the star.
-- Checks: mart.offence_category_month
with published as (
    select sum(police_records) as records
    from mart.offence_category_month
),

recorded as (
    select count(*) as records
    from star.fct_offence
    where status = 'current'
)

select *
from published
cross join recorded
where coalesce(published.records, 0) <> recorded.records
