-- Young victims of hate crime recorded by the police in Warwickshire, rolling 12 months
-- Source: Warwickshire Police
-- Period: twelve months to each quarter's end
-- Nuance: Victims of offences and crimed incidents, by date recorded. Someone who is a victim of two
-- offences or crimed incidents is counted twice.
-- Nuance: All victims means all those whose age is known.
with counted as (
    select
        district_code,
        month_start,
        is_provisional,
        sum(victims) filter (where member <> 'Unknown') as known,
        sum(victims) filter (where member in ('0-10', '11-20')) as young
    from mart.victim_profile_month
    where characteristic = 'age_band'
    group by district_code, month_start, is_provisional
),

series as (
    select *, 'All victims' as series, 'victims' as measure, null as whole, known as figure, 1 as place
    from counted
    union all
    select *, 'Aged up to 20', 'victims:young', 'victims', young, 2
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
inner join star.dim_district using (district_code)
order by place
