-- For every channel, the months add up to the star's current police records, and to its hate records.
-- Checks: mart.reporting_channel_month
-- Nuance: A record in a month that no current delivery covers is not counted.
with published as (
    select reporting_channel, sum(police_records) as records, sum(hate_records) as hate_records
    from mart.reporting_channel_month
    group by reporting_channel
),

recorded as (
    select
        reporting_channel,
        count(*) as records,
        count(*) filter (where is_hate and record_type <> 'Unknown') as hate_records
    from star.fct_offence
    inner join mart.coverage_month as month
        on month.agency = 'police' and coverage <> 'none' and month_start = date_trunc('month', recorded_date)
    where status = 'current'
    group by reporting_channel
)

select reporting_channel
from published
full join recorded using (reporting_channel)
where coalesce(published.records, 0) <> coalesce(recorded.records, 0)
    or coalesce(published.hate_records, 0) <> coalesce(recorded.hate_records, 0)
