-- Which ethnic groups are victims of hate crime in the county more often than their share of residents would suggest?
-- Nuance: A ratio of 2 is twice the share of residents. If the interval from low to high includes 1, the difference may
-- be due to chance.
-- Nuance: Shares are of the victims whose ethnicity is known: say how many that is out of all victims.
-- Nuance: A victim of two offences counts twice, and only offences that reached the police are here.
-- Nuance: The population is from the 2011 Census; a group that has grown since looks more affected than it is.
select
    member as ethnic_group,
    victims_twelve_months,
    ratio,
    ratio_low,
    ratio_high,
    known_twelve_months,
    population,
    population_known
from mart.victim_profile_month
where district_name = 'Warwickshire' and month_start = date '2017-08-01' and characteristic = 'ethnic_group'
order by ratio desc nulls last
