-- Prejudice related incidents that schools in Warwickshire reported, by strand and school year
-- Source: Schools
-- Period: school year
-- Nuance: A school year is September to August, by the date of the incident; only years delivered whole stand here.
-- Nuance: Schools report of their own accord: a quiet year may be one in which few did.
-- Nuance: One incident can be on several strands; it is then counted in each.
with counted as (
    select
        *,
        religion + sexual_orientation + disability + transgender + other_or_unknown as other_strands
    from mart.school_incident_month
),

series as (
    select *, 'All incidents' as series, 'school_incidents' as measure, null as whole, incidents as figure, 1 as place
    from counted
    union all
    select *, 'Race', 'school_incidents:race', 'school_incidents', race, 2
    from counted
    union all
    select *, 'Other strands', 'school_incidents:other_strands', null, other_strands, 3
    from counted
)

select
    'Warwickshire' as area,
    district_code,
    month_start,
    series,
    measure,
    whole,
    case when not is_provisional then figure end as figure
from series
order by place
