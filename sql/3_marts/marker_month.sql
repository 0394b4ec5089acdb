-- Police records that carry an interest marker in a district and month, and the share of hate records that carry it.
-- Grain: district_code, month_start, marker_code
-- Nuance: One record can carry several markers, for motivation and for reporter: markers add up to more than records,
-- and shares to more than 1. Keep the axes apart: motivation is why, reporter is who reported, context is neither.
-- Nuance: A marker counts in the month its record was recorded, however much later the marker was added.
-- Nuance: A hate record whose record type is unknown counts in police_records only.
-- Nuance: all_hate_records_twelve_months is repeated on every marker's row: do not add it up.
-- Nuance: Counts are NULL if no police delivery covers the month. 12-month figures are NULL if any of the 12 months is
-- not covered.
with marked as (
    select
        district_code,
        month_start,
        marker_code,
        count(distinct offence_ref) as records,
        count(distinct offence_ref) filter (where is_hate and record_type = 'Offence') as offences,
        count(distinct offence_ref) filter (where is_hate and record_type = 'Crimed incident') as crimed_incidents
    from star.bridge_offence_marker
    inner join star.fct_offence using (offence_ref)
    inner join star.dim_date on date = recorded_date
    where status = 'current'
    group by district_code, month_start, marker_code
),

counted as (
    select
        district_code,
        district_name,
        month_start,
        marker_code,
        marker_name,
        axis,
        case when hate_records is not null then coalesce(records, 0) end as police_records,
        case when hate_records is not null then coalesce(offences, 0) end as hate_offences,
        case when hate_records is not null then coalesce(crimed_incidents, 0) end as hate_crimed_incidents,
        hate_records_twelve_months as all_hate_records_twelve_months,
        is_provisional
    from star.dim_district
    inner join mart.trend_month using (district_code, district_name)
    cross join star.dim_interest_marker
    left join marked using (district_code, month_start, marker_code)
),

rolling as (
    select
        *,
        case when count(hate_offences) over twelve = 12 then sum(hate_offences + hate_crimed_incidents) over twelve end
            as hate_records_twelve_months
    from counted
    window twelve as (
        partition by district_code, marker_code order by month_start rows between 11 preceding and current row
    )
)

select
    *,
    1.0 * hate_records_twelve_months / nullif(all_hate_records_twelve_months, 0) as share_twelve_months
from rolling
