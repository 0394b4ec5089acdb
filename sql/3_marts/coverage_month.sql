-- Whether an agency's deliveries cover a month, so that a missing month is not mistaken for a quiet one.
-- Grain: agency, month_start
-- Nuance: complete means that every day is covered, partial that some days are, none that no day is.
with month as (
    select distinct month_start, day(last_day(month_start)) as days
    from star.dim_date
    where month_start between (select min(month_start) from staged.covered_month)
        and (select max(month_start) from staged.covered_month)
)

select
    agency,
    month_start,
    coalesce(days_covered, 0) as days_covered,
    days,
    case
        when days_covered is null then 'none'
        when days_covered = days then 'complete'
        else 'partial'
    end as coverage
from star.dim_agency
cross join month
left join staged.covered_month using (agency, month_start)
