-- How many of a month's victims had more than one hate incident within a year?
-- Nuance: Do not add victims over months or districts: the same person may be in several.
-- Nuance: Victims whom no record names can't be recognised again, so the number of repeat victims is somewhat too low.
-- Nuance: An incident reported to three agencies is one incident; one with records that can't be linked may count as
-- two.
-- Nuance: These are small numbers about few people: do not publish them.
select
    district_name,
    victims,
    repeat_victims,
    incidents_of_repeat_victims,
    month_start
from mart.repeat_victim_month
where month_start = date '2017-08-01' and victims > 0
order by repeat_victims desc, district_name
