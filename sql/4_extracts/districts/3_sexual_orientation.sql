-- Hate crime about sexual orientation that the police recorded in the north and south of the county, over twelve months
-- Source: Warwickshire Police
-- Period: twelve months to each quarter's end
-- Nuance: Offences and crimed incidents by the date recorded; the strand is that of the markers put on them.
-- Nuance: North is North Warwickshire, Nuneaton and Bedworth, and Rugby; South is Stratford-on-Avon and Warwick. Both
-- together are the county.
-- Nuance: Of strands other than this and race there are so few that they stand for the whole county alone.
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
