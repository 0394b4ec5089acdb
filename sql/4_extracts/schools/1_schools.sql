-- Prejudice related incidents that schools in Warwickshire reported, by strand and school year
-- Source: Schools
-- Nuance: A school year is September to August, by the date of the incident; only years delivered whole stand here.
-- Nuance: Schools report of their own accord: a quiet year may be one in which few did.
-- Nuance: One incident can be on several strands; it is then counted in each.
with year as (
    select
        array_agg(distinct district_code) as districts,
        min(date) as first_month,
        max(date) as last_month,
        sum(incidents) as incidents,
        sum(race) as race,
        sum(religion + sexual_orientation + disability + transgender + other_or_unknown) as other_strands
    from mart.school_incident_month
    inner join star.dim_date on date = school_incident_month.month_start
    where not is_provisional
    group by academic_year
    having count(incidents) = 12 * count(distinct district_code)
),

series as (
    select *, 1 as place, 'All incidents' as series, 'school_incidents' as measure, incidents as figure from year
    union all
    select *, 2, 'Race', 'school_incidents:race', race from year
    union all
    select *, 3, 'Other strands', 'school_incidents:other_strands', other_strands from year
)

select
    'Warwickshire' as area,
    districts,
    first_month,
    last_month,
    series,
    measure,
    case when place = 2 then 'school_incidents' end as whole,
    figure
from series
order by last_month desc, place
