-- For every marker, the months add up to the star's current police records that carry it, and to the hate records.
-- Checks: mart.marker_month
-- Nuance: A record in a month that no current delivery covers is not counted.
with published as (
    select
        marker_code,
        sum(police_records) as records,
        sum(hate_offences + hate_crimed_incidents) as hate_records
    from mart.marker_month
    group by marker_code
),

recorded as (
    select
        marker_code,
        count(distinct offence_ref) as records,
        count(distinct offence_ref) filter (where is_hate and record_type <> 'Unknown') as hate_records
    from star.bridge_offence_marker
    inner join star.fct_offence using (offence_ref)
    inner join mart.coverage_month as month
        on month.agency = 'police' and coverage <> 'none' and month_start = date_trunc('month', recorded_date)
    where status = 'current'
    group by marker_code
)

select marker_code
from published
full join recorded using (marker_code)
where coalesce(published.records, 0) <> coalesce(recorded.records, 0)
    or coalesce(published.hate_records, 0) <> coalesce(recorded.hate_records, 0)
