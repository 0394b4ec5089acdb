-- Which areas have the most hate offences and crimed incidents for their population, over the newest twelve months?
-- Nuance: A small area's rate jumps with a few records: read it with the number of records behind it.
-- Nuance: An area is where the incident happened, not where the victim lives: a town centre has more people in it than
-- residents.
-- Nuance: population_source says where the populations come from: illustrative ones make an illustrative rate.
-- Nuance: A rate is NULL if any of its 12 months is not covered by a police delivery.
with newest as (
    select max(month_start) as month_start
    from mart.area_rate_month
    where rate_per_1000 is not null and not is_provisional
)

select
    jsna_area,
    hate_records_twelve_months,
    rate_per_1000,
    rate.population,
    population_source,
    month_start as last_month
from mart.area_rate_month as rate
inner join newest using (month_start)
inner join star.dim_jsna_area using (jsna_area)
where rate_per_1000 is not null
order by rate_per_1000 desc, jsna_area
