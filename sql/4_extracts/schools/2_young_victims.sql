-- Young people among the victims of the hate crime that the police recorded in Warwickshire, over twelve months
-- Source: Warwickshire Police
-- Nuance: Victims of offences and crimed incidents by the date recorded; a victim of two counts twice.
-- Nuance: All victims are those whose age is known.
with month as (
    select
        district_code,
        month_start,
        is_provisional,
        sum(victims) filter (where member in ('0-10', '11-20')) as young,
        sum(victims) filter (where member <> 'Unknown') as known
    from mart.victim_profile_month
    inner join star.dim_district using (district_code)
    where characteristic = 'age_band'
    group by district_code, month_start, is_provisional
),

county as (
    select
        month_start,
        array_agg(district_code) as districts,
        case when bool_or(is_provisional) then null else sum(young) end as young,
        case when bool_or(is_provisional) then null else sum(known) end as known
    from month
    group by month_start
),

rolling as (
    select
        *,
        case when count(known) over twelve = 12 then sum(known) over twelve end as known_twelve_months,
        case when count(young) over twelve = 12 then sum(young) over twelve end as young_twelve_months
    from county
    window twelve as (order by month_start rows between 11 preceding and current row)
),

series as (
    select *, 1 as place, 'All victims' as series, 'victims' as measure, known_twelve_months as figure from rolling
    union all
    select *, 2, 'Aged up to 20', 'victims:young', young_twelve_months from rolling
)

select
    'Warwickshire' as area,
    districts,
    cast(month_start - interval 11 month as date) as first_month,
    month_start as last_month,
    series,
    measure,
    case when place = 2 then 'victims' end as whole,
    figure
from series
where month(month_start) in (3, 6, 9, 12) and figure is not null
order by last_month desc, place
