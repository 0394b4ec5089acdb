-- In every month, the districts with OUT and UNK add up to the star's current hate records, and so does the county.
-- Checks: mart.trend_month
-- Nuance: A record in a month that no current delivery covers is not counted.
with published as (
    select
        month_start,
        sum(hate_records) filter (where district_code <> 'E10000031') as of_districts,
        sum(hate_records) filter (where district_code = 'E10000031') as of_county
    from mart.trend_month
    group by month_start
),

recorded as (
    select month_start, count(*) as hate_records
    from star.fct_offence
    inner join mart.coverage_month as month
        on month.agency = 'police' and coverage <> 'none' and month_start = date_trunc('month', recorded_date)
    where status = 'current' and is_hate and record_type <> 'Unknown'
    group by month_start
)

select month_start
from published
full join recorded using (month_start)
where coalesce(of_districts, 0) <> coalesce(hate_records, 0)
    or coalesce(of_county, 0) <> coalesce(hate_records, 0)
