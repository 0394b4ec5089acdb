-- Over the districts, the months add up to the star's current EQuIP casework.
-- Checks: mart.casework_month
-- Nuance: A record in a month that no current delivery covers is not counted.
with published as (
    select sum(casework) as casework, sum(hate_casework) as hate_casework
    from mart.casework_month
),

opened as (
    select count(*) as casework, count(*) filter (where is_hate) as hate_casework
    from star.fct_case as opened_case
    inner join mart.coverage_month as month
        on month.agency = 'equip' and coverage <> 'none' and month_start = date_trunc('month', opened_date)
    where opened_case.agency = 'equip' and status = 'current'
)

select *
from published
cross join opened
where coalesce(published.casework, 0) <> opened.casework
    or coalesce(published.hate_casework, 0) <> opened.hate_casework
