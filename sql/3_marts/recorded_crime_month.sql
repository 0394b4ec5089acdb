-- Crime recorded in a district and month: the police's own extract beside the figures that data.police.uk publishes.
-- Grain: district_code, month_start
-- Nuance: The two need not agree. The extract uses the recording date and the stated district, and is restated every
-- month. data.police.uk uses its own month and a point near the place, and is rarely restated.
-- Nuance: Anti-social behaviour is not a crime: it has its own column, outside street_crimes.
-- Nuance: A count is NULL if no delivery from its source covers the month. A month is provisional if either source
-- covers it only in part.
with month as (
    select
        month_start,
        bool_or(agency = 'police' and coverage <> 'none') as has_extract,
        bool_or(agency = 'police_uk' and coverage <> 'none') as has_publication,
        bool_or(coverage = 'partial') as is_provisional
    from mart.coverage_month
    where agency in ('police', 'police_uk')
    group by month_start
),

recorded as (
    select district_code, month_start, count(*) as police_records
    from star.fct_offence
    inner join star.dim_date on date = recorded_date
    where status = 'current'
    group by district_code, month_start
),

published as (
    select
        district_code,
        month_start,
        count(*) filter (where crime_type <> 'Anti-social behaviour') as street_crimes,
        count(*) filter (where crime_type = 'Anti-social behaviour') as anti_social_behaviour
    from star.fct_street_crime
    where status = 'current'
    group by district_code, month_start
)

select
    district_code,
    district_name,
    month_start,
    case when has_extract then coalesce(police_records, 0) end as police_records,
    case when has_publication then coalesce(street_crimes, 0) end as street_crimes,
    case when has_publication then coalesce(anti_social_behaviour, 0) end as anti_social_behaviour,
    is_provisional
from star.dim_district
cross join month
left join recorded using (district_code, month_start)
left join published using (district_code, month_start)
