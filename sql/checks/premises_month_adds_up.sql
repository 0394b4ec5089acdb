-- Of every type of premises, the months add to the current police records of the star, and to the hate among them.
-- Checks: mart.premises_month
-- Nuance: A record that stands in a month which nothing in force covers is counted in none.
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
