-- A district of Warwickshire, its Community Safety Partnership and its Hate Incident Partnership Panel.
-- Grain: district_code
-- Nuance: OUT is a known place outside the county and UNK a place that nobody stated. Neither has a population.
select
    district_code,
    district_name,
    csp_code,
    csp_name,
    hipp,
    population_mid_2016 as population,
    source as population_source,
    as_of as population_date
from reference.district
union all
select 'OUT', 'Outside Warwickshire', null, null, null, null, null, null
union all
select 'UNK', 'Unknown', null, null, null, null, null, null
