-- Hate crime recorded by the police in each district, rolling 12 months
-- Source: Warwickshire Police
-- Period: twelve months to each quarter's end
-- Nuance: Offences and crimed incidents by date recorded.
select
    dim_district.district_name as area,
    district_code,
    month_start,
    'Hate crimes' as series,
    'hate_records' as measure,
    cast(null as varchar) as whole,
    case when not is_provisional then hate_records end as figure
from mart.trend_month
inner join star.dim_district using (district_code)
order by dim_district.district_name
