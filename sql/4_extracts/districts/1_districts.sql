-- Hate crime that the police recorded in each district, over twelve months
-- Source: Warwickshire Police
-- Nuance: Offences and crimed incidents by the date recorded; race is that of the markers put on them.
with counted as (
    select district_code, month_start, 'hate_records' as measure, hate_records as figure, is_provisional
    from mart.trend_month
    union all
    select district_code, month_start, 'hate_records:race', hate_offences + hate_crimed_incidents, is_provisional
    from mart.marker_month
    where marker_code = 'RM'
),

whole_month as (
    select district_code, month_start, measure, case when not is_provisional then figure end as figure
    from counted
),

rolling as (
    select
        *,
        case when count(figure) over twelve = 12 then sum(figure) over twelve end as twelve_months
    from whole_month
    window twelve as (
        partition by district_code, measure order by month_start rows between 11 preceding and current row
    )
),

heading as (
    select *
    from (
        values
        ('hate_records', 'All hate crimes', null, 1),
        ('hate_records:race', 'Race', 'hate_records', 2)
    ) as listed (measure, series, whole, place)
)

select
    district_name as area,
    [district_code] as districts,
    cast(month_start - interval 11 month as date) as first_month,
    month_start as last_month,
    series,
    measure,
    whole,
    twelve_months as figure
from rolling
inner join heading using (measure)
inner join star.dim_district using (district_code)
where month(month_start) in (3, 6, 9, 12) and twelve_months is not null
order by last_month desc, district_name, place
