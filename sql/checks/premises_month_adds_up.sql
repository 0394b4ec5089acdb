-- For every type of premises, the months add up to the star's current police records, and to its hate records.
-- Checks: mart.premises_month
-- Nuance: A record in a month that no current delivery covers is not counted.
with published as (
    select premises_type, sum(police_records) as records, sum(hate_records) as hate_records
    from mart.premises_month
    group by premises_type
),

recorded as (
    select
        premises_type,
        count(*) as records,
        count(*) filter (where is_hate and record_type <> 'Unknown') as hate_records
    from star.fct_offence
    inner join mart.coverage_month as month
        on month.agency = 'police' and coverage <> 'none' and month_start = date_trunc('month', recorded_date)
    where status = 'current'
    group by premises_type
)

select premises_type
from published
full join recorded using (premises_type)
where coalesce(published.records, 0) <> coalesce(recorded.records, 0)
    or coalesce(published.hate_records, 0) <> coalesce(recorded.hate_records, 0)
