-- Hate offences and crimed incidents recorded in a JSNA area over the twelve months to a month, and their rate.
-- Grain: jsna_area, month_start
-- Nuance: A hate record whose record type is unknown is not counted.
-- Nuance: The rate is per 1,000 residents. The populations supplied are illustrative.
-- Nuance: hate_records is NULL if no police delivery covers the month. 12-month figures are NULL if any of the 12
-- months is not covered.
with month as (
    select month_start, coverage <> 'none' as is_covered, coverage = 'partial' as is_provisional
    from mart.coverage_month
    where agency = 'police'
),

recorded as (
    select jsna_area, month_start, count(*) as hate_records
    from star.fct_offence
    inner join star.dim_date on date = recorded_date
    where status = 'current' and is_hate and record_type <> 'Unknown'
    group by jsna_area, month_start
),

rolling as (
    select
        jsna_area,
        district_code,
        population,
        month_start,
        case when is_covered then coalesce(hate_records, 0) end as hate_records,
        sum(coalesce(hate_records, 0)) over twelve as hate_records_twelve,
        count(*) filter (where is_covered) over twelve as months_covered,
        is_provisional
    from star.dim_jsna_area
    cross join month
    left join recorded using (jsna_area, month_start)
    window twelve as (partition by jsna_area order by month_start rows between 11 preceding and current row)
)

select
    jsna_area,
    district_code,
    month_start,
    hate_records,
    case when months_covered = 12 then cast(hate_records_twelve as bigint) end as hate_records_twelve_months,
    population,
    case when months_covered = 12 then 1000.0 * hate_records_twelve / population end as rate_per_1000,
    is_provisional
from rolling
