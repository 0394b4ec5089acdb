-- Over the districts, the months add to EQuIP's current casework of the star.
-- Checks: mart.casework_month
with published as (
    select sum(casework) as casework, sum(hate_casework) as hate_casework
    from mart.casework_month
),

opened as (
    select count(*) as casework, count(*) filter (where is_hate) as hate_casework
    from star.fct_case
    where agency = 'equip' and status = 'current'
)

select *
from published
cross join opened
where coalesce(published.casework, 0) <> opened.casework
    or coalesce(published.hate_casework, 0) <> opened.hate_casework
