-- Victims of hate crime against residents, over the twelve months to the last complete one
-- Source: Police, ONS population estimates of mid-2016, Census 2011
-- Nuance: A ratio above 1 says that the group is more of the victims than of the residents; where its interval spans 1
-- it may be chance.
-- Nuance: Each characteristic counts every victim, and the rows Warwickshire every district: take one of each.
with last_month as (
    select max(month_start) as month_start
    from mart.coverage_month
    where agency = 'police' and coverage = 'complete'
)

select
    district_name as "District",
    month_start as "Twelve months to",
    upper(left(characteristic, 1)) || replace(substr(characteristic, 2), '_', ' ') as "Characteristic",
    member as "Group",
    victims_twelve_months as "Victims",
    known_twelve_months as "Victims of whom it is known",
    population as "Residents",
    round(ratio, 2) as "Ratio",
    round(ratio_low, 2) as "Ratio, lower end",
    round(ratio_high, 2) as "Ratio, upper end"
from mart.victim_profile_month
inner join last_month using (month_start)
order by district_name, characteristic, member
