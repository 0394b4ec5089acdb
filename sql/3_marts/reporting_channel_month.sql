-- Police records that came in by a channel in a district and month, and the share of hate records that came in by it.
-- Grain: district_code, month_start, reporting_channel
-- Nuance: hate_records are hate offences and crimed incidents. A hate record whose record type is unknown counts in
-- police_records only.
-- Nuance: The share is of hate records with a known channel, over twelve months, so Unknown has no share.
-- Nuance: known_twelve_months is repeated on the row of every channel: do not add it up.
-- Nuance: Counts are NULL if no police delivery covers the month. 12-month figures are NULL if any of the 12 months is
-- not covered.
with month as (
    select month_start, coverage <> 'none' as is_covered, coverage = 'partial' as is_provisional
    from mart.coverage_month
    where agency = 'police'
),

recorded as (
    select
        district_code,
        month_start,
        reporting_channel,
        count(*) as police_records,
        count(*) filter (where is_hate and record_type <> 'Unknown') as hate_records
    from star.fct_offence
    inner join star.dim_date on date = recorded_date
    where status = 'current'
    group by district_code, month_start, reporting_channel
),

counted as (
    select
        district_code,
        district_name,
        month_start,
        reporting_channel,
        case when is_covered then coalesce(police_records, 0) end as police_records,
        case when is_covered then coalesce(hate_records, 0) end as hate_records,
        is_provisional
    from star.dim_district
    cross join star.dim_reporting_channel
    cross join month
    left join recorded using (district_code, month_start, reporting_channel)
),

rolling as (
    select
        *,
        case when count(hate_records) over twelve = 12 then sum(hate_records) over twelve end
            as hate_records_twelve_months
    from counted
    window twelve as (
        partition by district_code, reporting_channel order by month_start rows between 11 preceding and current row
    )
),

known as (
    select
        *,
        sum(case when reporting_channel <> 'Unknown' then hate_records_twelve_months end)
            over (partition by district_code, month_start) as known_twelve_months
    from rolling
)

select
    *,
    case when reporting_channel <> 'Unknown' then 1.0 * hate_records_twelve_months / nullif(known_twelve_months, 0) end
        as share_twelve_months
from known
