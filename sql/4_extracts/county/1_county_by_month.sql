-- Hate crime that the police recorded in Warwickshire, month by month
-- Source: Warwickshire Police
-- Nuance: Offences and crimed incidents that carry a hate marker, by the date recorded.
-- Nuance: The month itself moves by chance; the twelve months to it show the trend.
with month as (
    select
        month_start,
        array_agg(district_code) as districts,
        case when bool_or(is_provisional) then null else sum(hate_records) end as hate_records
    from mart.trend_month
    inner join star.dim_district using (district_code)
    group by month_start
),

rolling as (
    select
        *,
        case when count(hate_records) over twelve = 12 then sum(hate_records) over twelve end as twelve_months
    from month
    window twelve as (order by month_start rows between 11 preceding and current row)
),

series as (
    select
        month_start as first_month,
        month_start as last_month,
        districts,
        1 as place,
        'Hate crimes recorded in the month' as series,
        hate_records as figure
    from rolling
    where hate_records is not null
    union all
    select
        month_start - interval 11 month,
        month_start,
        districts,
        2,
        'Hate crimes recorded in the twelve months to it',
        twelve_months
    from rolling
    where hate_records is not null
)

select
    'Warwickshire' as area,
    districts,
    cast(first_month as date) as first_month,
    last_month,
    series,
    'hate_records' as measure,
    cast(null as varchar) as whole,
    figure
from series
order by last_month desc, place
