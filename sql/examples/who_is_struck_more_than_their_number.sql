-- Which ethnic groups are struck more by hate crime in the county than their number of residents would let expect?
-- Nuance: A ratio of 2 is twice the share of residents. Where the interval from low to high holds 1, it may be chance.
-- Nuance: Shares are of the victims whose ethnicity is known: say how many that is of all.
-- Nuance: A victim of two offences counts twice, and only what reached the police is here.
-- Nuance: The population is the Census of 2011; a group that has grown since looks struck more than it is.
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
