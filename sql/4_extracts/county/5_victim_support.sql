-- Cases that Victim Support opened in Warwickshire, by strand, over twelve months
-- Source: Victim Support
-- Nuance: Cases about hate, by the date opened. One case can be on several strands and is then counted in each.
-- Nuance: Disability and gender identity are recorded from January 2017.
with counted as (
    select month_start, district_code, 'victim_support_cases' as measure, cases as figure, is_provisional
    from mart.support_case_month
    union all
    select month_start, district_code, 'victim_support_cases:race', race, is_provisional
    from mart.support_case_month
    union all
    select
        month_start,
        district_code,
        'victim_support_cases:other_strands',
        religion + sexual_orientation + other_or_unknown + coalesce(disability, 0) + coalesce(transgender, 0),
        is_provisional
    from mart.support_case_month
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
        ('victim_support_cases', 'All cases', null, 1),
        ('victim_support_cases:race', 'Race', 'victim_support_cases', 2),
        ('victim_support_cases:other_strands', 'Other strands', null, 3)
    ) as listed (measure, series, whole, place)
)

select
    'Warwickshire' as area,
    districts,
    cast(month_start - interval 11 month as date) as first_month,
    month_start as last_month,
    series,
    measure,
    whole,
    twelve_months as figure
from rolling
inner join heading using (measure)
where month(month_start) in (3, 6, 9, 12) and twelve_months is not null
order by last_month desc, place
