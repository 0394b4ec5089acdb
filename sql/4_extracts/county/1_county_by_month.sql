-- Hate crime recorded by the police in Warwickshire, by month
-- Source: Warwickshire Police
-- Period: month
-- Nuance: Offences and crimed incidents that carry a hate marker, by date recorded.
-- Nuance: Monthly figures vary by chance. The 12-month figures on the next worksheet show the trend.
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
