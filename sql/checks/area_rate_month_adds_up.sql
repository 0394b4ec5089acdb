-- For every area, the months add up to the star's current hate records.
-- Checks: mart.area_rate_month
-- Nuance: A record in a month that no current delivery covers is not counted.
with published as (
    select jsna_area, sum(hate_records) as hate_records
    from mart.area_rate_month
    group by jsna_area
),

recorded as (
    select jsna_area, count(*) as hate_records
    from star.fct_offence
    inner join mart.coverage_month as month
        on month.agency = 'police' and coverage <> 'none' and month_start = date_trunc('month', recorded_date)
    where status = 'current' and is_hate and record_type <> 'Unknown'
    group by jsna_area
)

select jsna_area
from published
full join recorded using (jsna_area)
where coalesce(published.hate_records, 0) <> coalesce(recorded.hate_records, 0)
