-- Prejudice related incidents that schools reported, by school year
-- Source: Schools
-- Nuance: A school year is September to August, by the date of the incident; only years delivered whole stand here.
-- Nuance: Schools report of their own accord: a quiet area may be one that does not report.
with month as (
    select
        hipp,
        district_code,
        academic_year,
        date as month_start,
        case when not is_provisional then incidents end as incidents
    from mart.school_incident_month
    inner join star.dim_date on date = school_incident_month.month_start
    inner join star.dim_district using (district_code)
),

area as (
    select hipp as area, 1 as place, * from month
    union all
    select 'Warwickshire', 2, * from month
)

select
    area,
    array_agg(distinct district_code) as districts,
    min(month_start) as first_month,
    max(month_start) as last_month,
    'Incidents' as series,
    'school_incidents' as measure,
    cast(null as varchar) as whole,
    sum(incidents) as figure
from area
group by area, place, academic_year
having count(incidents) = 12 * count(distinct district_code)
order by last_month desc, place, area
