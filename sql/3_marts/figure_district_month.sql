-- A figure for a district and month: the figures of mart.silo_district_month, one in each row.
-- Grain: measure, district_code, month_start
-- Nuance: Do not add different measures: one incident is a contact, a distinct incident and known to the police.
-- Nuance: 0 means that deliveries from the agency behind the figure cover the month, and there were none. NULL means
-- that no delivery covers it. A figure for all agencies counts those that cover the month.
-- Nuance: star.bridge_record_measure holds the records that each figure counts. mart.silo_district_month says what the
-- figures mean and how they can mislead.
with month as (
    select
        measure,
        month_start,
        bool_or(coverage <> 'none') as is_covered,
        bool_or(coverage = 'partial') as is_provisional
    from star.dim_measure
    inner join mart.coverage_month on agency = coalesce(covered_by, agency)
    where agency in (select covered_by from star.dim_measure) or agency in (select agency from star.fct_record)
    group by measure, month_start
),

counted as (
    select measure, district_code, month_start, sum(counted) as counted
    from star.bridge_record_measure
    group by measure, district_code, month_start
)

select
    measure,
    district_code,
    district_name,
    month_start,
    case when is_covered then coalesce(counted, 0) end as figure,
    is_provisional
from star.dim_district
cross join month
left join counted using (measure, district_code, month_start)
