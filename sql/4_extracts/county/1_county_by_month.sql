-- Hate crime that the police recorded in Warwickshire, month by month
-- Source: Warwickshire Police
-- Period: month
-- Nuance: Offences and crimed incidents that carry a hate marker, by the date recorded.
-- Nuance: A month moves by chance; the twelve months of the next worksheet show the trend.
select
    'Warwickshire' as area,
    district_code,
    month_start,
    'Hate crimes' as series,
    'hate_records' as measure,
    cast(null as varchar) as whole,
    case when not is_provisional then hate_records end as figure
from mart.trend_month
inner join star.dim_district using (district_code)
