-- Hate crime that the police recorded in each district, over twelve months
-- Source: Warwickshire Police
-- Nuance: Offences and crimed incidents by the date recorded.
with whole_month as (
    select district_code, month_start, case when not is_provisional then hate_records end as figure
    from mart.trend_month
),

rolling as (
    select
        *,
        case when count(figure) over twelve = 12 then sum(figure) over twelve end as twelve_months
    from whole_month
    window twelve as (partition by district_code order by month_start rows between 11 preceding and current row)
)

select
    district_name as area,
    [district_code] as districts,
    cast(month_start - interval 11 month as date) as first_month,
    month_start as last_month,
    'Hate crimes' as series,
    'hate_records' as measure,
    cast(null as varchar) as whole,
    twelve_months as figure
from rolling
inner join star.dim_district using (district_code)
where month(month_start) in (3, 6, 9, 12) and twelve_months is not null
order by last_month desc, district_name
