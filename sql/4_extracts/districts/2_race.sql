-- Race hate crime that the police recorded in each part of the county, over twelve months
-- Source: Warwickshire Police
-- Period: twelve months to each quarter's end
-- Nuance: Offences and crimed incidents by the date recorded; race is that of the markers put on them.
-- Nuance: North Warwickshire stands together with Nuneaton and Bedworth: by itself it has so few hate crimes for other
-- reasons than race that both figures side by side could tell of them.
with counted as (
    select
        district_code,
        month_start,
        'All hate crimes' as series,
        'hate_records' as measure,
        null as whole,
        hate_records as figure,
        is_provisional
    from mart.trend_month
    union all
    select
        district_code,
        month_start,
        'Race',
        'hate_records:race',
        'hate_records',
        hate_offences + hate_crimed_incidents,
        is_provisional
    from mart.marker_month
    where marker_code = 'RM'
)

select
    case when district_code in ('E07000218', 'E07000219') then 'North Warwickshire, Nuneaton and Bedworth'
        else district_name
    end as area,
    district_code,
    month_start,
    series,
    measure,
    whole,
    case when not is_provisional then figure end as figure
from counted
inner join star.dim_district using (district_code)
order by area, series
