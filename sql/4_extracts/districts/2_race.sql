-- Race hate crime that the police recorded in each part of the county, over twelve months
-- Source: Warwickshire Police
-- Nuance: Offences and crimed incidents by the date recorded; race is that of the markers put on them.
-- Nuance: North Warwickshire stands together with Nuneaton and Bedworth: by itself it has so few hate crimes for other
-- reasons than race that both figures side by side could tell of them.
with part as (
    select
        district_code,
        case when district_code in ('E07000218', 'E07000219') then 'North Warwickshire, Nuneaton and Bedworth'
            else district_name
        end as area
    from star.dim_district
),

counted as (
    select district_code, month_start, 'hate_records' as measure, hate_records as figure, is_provisional
    from mart.trend_month
    union all
    select district_code, month_start, 'hate_records:race', hate_offences + hate_crimed_incidents, is_provisional
    from mart.marker_month
    where marker_code = 'RM'
),

month as (
    select
        area,
        measure,
        month_start,
        array_agg(district_code) as districts,
        case when bool_or(is_provisional) then null else sum(figure) end as figure
    from counted
    inner join part using (district_code)
    group by area, measure, month_start
),

rolling as (
    select
        *,
        case when count(figure) over twelve = 12 then sum(figure) over twelve end as twelve_months
    from month
    window twelve as (partition by area, measure order by month_start rows between 11 preceding and current row)
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
    area,
    districts,
    cast(month_start - interval 11 month as date) as first_month,
    month_start as last_month,
    series,
    measure,
    whole,
    twelve_months as figure
from rolling
inner join heading using (measure)
where month(month_start) in (3, 6, 9, 12) and twelve_months is not null
order by last_month desc, area, place
