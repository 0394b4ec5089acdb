-- A day, with the months and years used to count records.
-- Grain: date
with day as (
    select cast(unnest(generate_series(date '2000-01-01', last_day, interval 1 day)) as date) as date
    from (select cast(max(delivery_date) as date) as last_day from audit.delivery) as newest
)

select
    date,
    cast(date_trunc('month', date) as date) as month_start,
    'Q' || quarter(date) as quarter,
    year(date) as calendar_year,
    case
        when month(date) >= 4 then year(date) || '/' || right(cast(year(date) + 1 as varchar), 2)
        else (year(date) - 1) || '/' || right(cast(year(date) as varchar), 2)
    end as financial_year,
    case
        when month(date) >= 9 then year(date) || '/' || right(cast(year(date) + 1 as varchar), 2)
        else (year(date) - 1) || '/' || right(cast(year(date) as varchar), 2)
    end as academic_year
from day
