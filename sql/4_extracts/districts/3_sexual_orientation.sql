-- Sexual orientation hate crime recorded by the police in the north and south of the county, rolling 12 months
-- Source: Warwickshire Police
-- Period: twelve months to each quarter's end
-- Nuance: Offences and crimed incidents by date recorded. The strand comes from the markers on each record.
-- Nuance: North is North Warwickshire, Nuneaton and Bedworth, and Rugby. South is Stratford-on-Avon and Warwick.
-- Together they make up the county.
-- Nuance: Strands other than this and race have so few hate crimes that they are shown for the whole county only.
select
    hipp as area,
    district_code,
    month_start,
    'Sexual orientation' as series,
    'hate_records:sexual_orientation' as measure,
    cast(null as varchar) as whole,
    case when not is_provisional then hate_offences + hate_crimed_incidents end as figure
from mart.marker_month
inner join star.dim_district using (district_code)
where marker_code = 'HO'
order by hipp
