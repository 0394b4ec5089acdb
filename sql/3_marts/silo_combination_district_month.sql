-- Distinct incidents in a district and month that a combination of agencies knew of, and no other agency.
-- Grain: district_code, month_start, agencies
-- Nuance: Incidents are counted by the central threshold. The combinations add up to unique_incidents.
-- Nuance: An agency knows of an incident if it holds any record about it, from any month. Police records count, hate or
-- not.
-- Nuance: A combination is listed only if some incident has it.
-- Nuance: 0 means that deliveries from all agencies in the combination cover the month, and there were no such
-- incidents. NULL means that no such incident is known, but deliveries from at least one of the agencies do not cover
-- the month.
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
