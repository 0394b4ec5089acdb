-- Cases that Victim Support and EQuIP opened for people in Warwickshire, over twelve months
-- Source: Victim Support, EQuIP
-- Nuance: Cases about hate, by the date opened; race and sexual orientation are of Victim Support's.
-- Nuance: One case can be on several strands; those that are not here are too few to be shown.
with counted as (
    select month_start, district_code, 'cases' as measure, cases as figure, is_provisional
    from mart.support_case_month
    union all
    select month_start, district_code, 'cases:race', race, is_provisional
    from mart.support_case_month
    union all
    select month_start, district_code, 'cases:sexual_orientation', sexual_orientation, is_provisional
    from mart.support_case_month
    union all
    select month_start, district_code, 'hate_casework', hate_casework, is_provisional
    from mart.casework_month
),

month as (
    select
        measure,
        month_start,
        array_agg(district_code) as districts,
        case when bool_or(is_provisional) then null else sum(figure) end as figure
    from counted
    group by measure, month_start
),

rolling as (
    select
        *,
        case when count(figure) over twelve = 12 then sum(figure) over twelve end as twelve_months
    from month
    window twelve as (partition by measure order by month_start rows between 11 preceding and current row)
),

heading as (
    select *
    from (
        values
        ('cases', 'Victim Support: cases', 1),
        ('cases:race', 'Race', 2),
        ('cases:sexual_orientation', 'Sexual orientation', 3),
        ('hate_casework', 'EQuIP: hate casework', 4)
    ) as listed (measure, series, place)
)

select
    'Warwickshire' as area,
    districts,
    cast(month_start - interval 11 month as date) as first_month,
    month_start as last_month,
    series,
    measure,
    case when measure like 'cases:%' then 'cases' end as whole,
    twelve_months as figure
from rolling
inner join heading using (measure)
where month(month_start) in (3, 6, 9, 12)
    and month_start in (select month_start from rolling where twelve_months is not null)
order by last_month desc, place
