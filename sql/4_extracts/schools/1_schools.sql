-- Prejudice-related incidents reported by schools in Warwickshire, by strand and school year
-- Source: Schools
-- Period: school year
-- Nuance: A school year runs from September to August, by date of incident. Only years for which all data
-- has been sent are shown.
-- Nuance: Reporting is voluntary: a low figure may mean few schools reported.
-- Nuance: One incident can involve several strands and then counts in each.
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
