-- Over the districts, the months add up to the star's current police records and street-level crimes.
-- Checks: mart.recorded_crime_month
-- Nuance: A record in a month that no current delivery covers is not counted.
with published as (
    select sum(police_records) as records, sum(street_crimes + anti_social_behaviour) as street_rows
    from mart.recorded_crime_month
),

recorded as (
    select count(*) as records
    from star.fct_offence
    inner join mart.coverage_month as month
        on month.agency = 'police' and coverage <> 'none' and month_start = date_trunc('month', recorded_date)
    where status = 'current'
),

street as (
    select count(*) as street_rows
    from star.fct_street_crime as street_crime
    inner join mart.coverage_month as month
        on month.agency = 'police_uk' and coverage <> 'none' and month.month_start = street_crime.month_start
    where status = 'current'
)

select *
from published
cross join recorded
cross join street
where coalesce(published.records, 0) <> recorded.records
    or coalesce(published.street_rows, 0) <> street.street_rows
