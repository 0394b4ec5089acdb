-- Race hate crime recorded by the police in each part of the county, rolling 12 months
-- Source: Warwickshire Police
-- Period: twelve months to each quarter's end
-- Nuance: Offences and crimed incidents by date recorded. Race comes from the markers on each record.
-- Nuance: North Warwickshire is combined with Nuneaton and Bedworth. On its own it has so few hate crimes for reasons
-- other than race that the two figures together could reveal them.
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
