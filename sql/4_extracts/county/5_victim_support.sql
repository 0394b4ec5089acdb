-- Cases opened by Victim Support in Warwickshire, by strand, rolling 12 months
-- Source: Victim Support
-- Period: twelve months to each quarter's end
-- Nuance: Cases about hate, by date opened. One case can involve several strands and then counts in each.
-- Nuance: Disability and gender identity have been recorded since January 2017.
with counted as (
    select
        district_code,
        month_start,
        is_provisional,
        cases,
        race,
        religion + sexual_orientation + other_or_unknown + coalesce(disability, 0) + coalesce(transgender, 0)
            as other_strands
    from mart.support_case_month
),

series as (
    select *, 'All cases' as series, 'victim_support_cases' as measure, null as whole, cases as figure, 1 as place
    from counted
    union all
    select *, 'Race', 'victim_support_cases:race', 'victim_support_cases', race, 2
    from counted
    union all
    select *, 'Other strands', 'victim_support_cases:other_strands', null, other_strands, 3
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
