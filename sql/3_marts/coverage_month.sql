-- Whether an agency's deliveries cover a month: the difference between a quiet month and a missing one.
-- Grain: agency, month_start
-- Nuance: complete where every day is covered, partial where some are, none where no day is.
with whole as (
    select
        cast(date_trunc('month', min(covers_from)) as date) as first_month,
        max(covers_to) as final_day
    from staged.covered
),

grid as (
    select agency, date, month_start
    from star.dim_agency
    cross join star.dim_date
    inner join whole on month_start between first_month and final_day
),

covered as (
    select distinct span.agency, day.date
    from staged.covered as span
    inner join star.dim_date as day on day.date between span.covers_from and span.covers_to
)

select
    grid.agency,
    grid.month_start,
    count(covered.date) as days_covered,
    day(last_day(grid.month_start)) as days,
    case
        when count(covered.date) = 0 then 'none'
        when count(covered.date) = day(last_day(grid.month_start)) then 'complete'
        else 'partial'
    end as coverage
from grid
left join covered on covered.agency = grid.agency and covered.date = grid.date
group by grid.agency, grid.month_start
