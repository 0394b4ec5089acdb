-- Over the districts, the months add to the current police records and street-level crimes of the star.
-- Checks: mart.recorded_crime_month
with published as (
    select sum(police_records) as records, sum(street_crimes + anti_social_behaviour) as street_rows
    from mart.recorded_crime_month
),

recorded as (
    select count(*) as records
    from star.fct_offence
    where status = 'current'
),

street as (
    select count(*) as street_rows
    from star.fct_street_crime
    where status = 'current'
)

select *
from published
cross join recorded
cross join street
where coalesce(published.records, 0) <> recorded.records
    or coalesce(published.street_rows, 0) <> street.street_rows
