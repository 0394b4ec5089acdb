-- Hate records recorded in a district and month, their trend, and whether the number is outside its normal variation.
-- Grain: district_code, month_start
-- Nuance: The row Warwickshire counts every record of the force, in any district: do not add it to the districts.
-- Nuance: For each month, a straight line is fitted to the 18 months ending with it. trend is its value in that month.
-- Nuance: The limits show the normal range, based on the previous 12 months. They are three standard deviations of a
-- Poisson count from the mean, by Anscombe's square-root transform (1948). Look into any month outside the limits. Over
-- many months, a few will fall outside by chance.
-- Nuance: A key date does not prove a cause. A marker added later raises a month whose signal has already been given.
-- Nuance: trend and limits are NULL if any month they use is not fully covered, and signal also if its own month is
-- not. hate_records is NULL if no police delivery covers the month. The 12-month count is NULL if any of the 12 months
-- is not covered.
with hate as (
    select offence_ref, district_code, month_start
    from star.fct_offence
    inner join star.dim_date on date = recorded_date
    where status = 'current' and is_hate and record_type <> 'Unknown'
),

counted as (
    select
        place_code,
        place_name,
        month_start,
        12 * year(month_start) + month(month_start) as month_no,
        coverage,
        case when coverage <> 'none' then count(offence_ref) end as hate_records,
        case when coverage = 'complete' then count(offence_ref) end as complete
    from star.bridge_place_district
    cross join mart.coverage_month
    left join hate using (district_code, month_start)
    where agency = 'police'
    group by place_code, place_name, month_start, coverage
),

rolling as (
    select
        *,
        case when count(hate_records) over twelve = 12 then sum(hate_records) over twelve end
            as hate_records_twelve_months,
        case when count(complete) over eighteen = 18 then regr_slope(complete, month_no) over eighteen end as slope,
        regr_intercept(complete, month_no) over eighteen as base,
        case when count(complete) over before = 12 then avg(complete) over before end as mean_before
    from counted
    window twelve as (partition by place_code order by month_start rows between 11 preceding and current row),
        eighteen as (partition by place_code order by month_start rows between 17 preceding and current row),
        before as (partition by place_code order by month_start rows between 12 preceding and 1 preceding)
),

limited as (
    select
        *,
        case when mean_before >= 0 then greatest(power(greatest(sqrt(mean_before + 0.375) - 1.5, 0), 2) - 0.375, 0)
            end as lower_limit,
        power(sqrt(mean_before + 0.375) + 1.5, 2) - 0.375 as upper_limit
    from rolling
),

event as (
    select date_trunc('month', date) as month_start, string_agg(event, '; ' order by date, event) as key_dates
    from star.dim_key_date
    group by date_trunc('month', date)
)

select
    place_code as district_code,
    place_name as district_name,
    month_start,
    hate_records,
    hate_records_twelve_months,
    base + slope * month_no as trend,
    slope as trend_per_month,
    mean_before,
    lower_limit,
    upper_limit,
    case when complete > upper_limit then 'above' when complete < lower_limit then 'below'
        when complete >= lower_limit then 'within' end as signal,
    key_dates,
    coverage = 'partial' as is_provisional
from limited
left join event using (month_start)
