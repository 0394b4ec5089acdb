-- How many of a month's victims has hate struck more than once within a year?
-- Nuance: Do not add victims over months or districts: the same person may stand in several.
-- Nuance: Those whom no record names can't be known again, so that repeat victims are rather too few.
-- Nuance: An incident told to three agencies is one incident; one with records that can't be linked may count as two.
-- Nuance: Small numbers about few people: not to be published.
select
    district_name,
    victims,
    repeat_victims,
    incidents_of_repeat_victims,
    month_start
from mart.repeat_victim_month
where month_start = date '2017-08-01' and victims > 0
order by repeat_victims desc, district_name
