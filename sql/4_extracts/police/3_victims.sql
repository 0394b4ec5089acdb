-- Victims of hate crime compared with residents: which groups are disproportionately affected, 12 months to the last
-- complete month
-- Source: Police, ONS population estimates of mid-2016, Census 2011
-- Nuance: A ratio above 1 means the group makes up more of the victims than of the residents.
-- Nuance: If 1 is between the lower and upper limits, the difference may be due to chance.
-- Nuance: Each characteristic counts every victim: use one at a time.
-- Nuance: County totals have their own rows; don't add them to the districts.
with last_month as (
    select max(month_start) as month_start
    from mart.coverage_month
    where agency = 'police' and coverage = 'complete'
)

select
    district_name as "District",
    month_start as "12 months to",
    upper(left(characteristic, 1)) || replace(substr(characteristic, 2), '_', ' ') as "Characteristic",
    member as "Group",
    victims_twelve_months as "Victims",
    known_twelve_months as "Victims for whom this is known",
    population as "Residents",
    round(ratio, 2) as "Ratio",
    round(ratio_low, 2) as "Ratio, lower limit",
    round(ratio_high, 2) as "Ratio, upper limit"
from mart.victim_profile_month
inner join last_month using (month_start)
order by district_name, characteristic, member
