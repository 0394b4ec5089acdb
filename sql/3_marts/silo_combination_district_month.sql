-- The different incidents of a district in a month that a combination of agencies knew of, and no other agency.
-- Grain: district_code, month_start, agencies
-- Nuance: Incidents are by the central threshold, and add over the combinations to unique_incidents.
-- Nuance: An agency knows of an incident where it holds any record of it, of whatever month; the police, hate or not.
-- Nuance: Only combinations that some incident has stand here.
-- Nuance: NULL means that no such incident is known, but some agency of the combination delivered nothing that covers
-- the month; 0 that all delivered, and none.
with combination as (
    select distinct agencies, unnest(string_split(agencies, '+')) as agency
    from star.fct_incident
    where threshold = 'central'
),

month as (
    select agencies, month_start, bool_and(coverage <> 'none') as is_covered
    from combination
    inner join mart.coverage_month using (agency)
    group by agencies, month_start
),

known as (
    select agencies, district_code, month_start, count(*) as incidents
    from star.fct_incident
    where threshold = 'central'
    group by agencies, district_code, month_start
)

select
    district_code,
    district_name,
    month_start,
    agencies,
    case when is_covered then coalesce(incidents, 0) else incidents end as incidents,
    is_provisional
from mart.silo_district_month
inner join month using (month_start)
left join known using (agencies, district_code, month_start)
