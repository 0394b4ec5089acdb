-- Over the districts, the months add up to the distinct incidents of each threshold.
-- Checks: mart.silo_district_month
with published as (
    select
        sum(unique_incidents_low) as low,
        sum(unique_incidents) as central,
        sum(unique_incidents_high) as high
    from mart.silo_district_month
),

incident as (
    select
        count(*) filter (where threshold = 'low') as low,
        count(*) filter (where threshold = 'central') as central,
        count(*) filter (where threshold = 'high') as high
    from star.fct_incident
)

select *
from published
cross join incident
where coalesce(published.low, 0) <> incident.low
    or coalesce(published.central, 0) <> incident.central
    or coalesce(published.high, 0) <> incident.high
