-- Victims of hate crime who were not satisfied with the police, over twelve months
-- Source: Warwickshire Police's survey of victims
-- Nuance: Of those for whom the stage applied and who answered; interviews are counted in the month they were held.
-- Nuance: Not satisfied is neither completely nor very nor fairly satisfied. The police aspire to 10 percent at most of
-- the whole experience.
-- Nuance: Ease of contact and treatment are not here: too few are not satisfied with them to be shown.
-- Nuance: Few are asked: a difference of some percent between two rows is chance.
with month as (
    select
        stage,
        month_start,
        case when not is_provisional then answered end as answered,
        case when not is_provisional then answered - satisfied end as not_satisfied
    from mart.satisfaction_month
),

rolling as (
    select
        *,
        case when count(answered) over twelve = 12 then sum(answered) over twelve end as answered_twelve_months,
        case when count(not_satisfied) over twelve = 12 then sum(not_satisfied) over twelve end
            as not_satisfied_twelve_months
    from month
    window twelve as (partition by stage order by month_start rows between 11 preceding and current row)
),

heading as (
    select *
    from (
        values
        ('whole_experience', 'The whole experience', 1),
        ('actions', 'Actions taken', 2),
        ('follow_up', 'Follow up', 3)
    ) as listed (stage, heading, place)
),

series as (
    select stage, month_start, 'answered' as kind, 1 as rank, answered_twelve_months as figure from rolling
    union all
    select stage, month_start, 'not satisfied', 2, not_satisfied_twelve_months from rolling
)

select
    'Warwickshire' as area,
    ['E10000031'] as districts,
    cast(month_start - interval 11 month as date) as first_month,
    month_start as last_month,
    heading || ': ' || kind as series,
    case when kind = 'answered' then 'answered:' else 'not_satisfied:' end || stage as measure,
    case when kind = 'not satisfied' then 'answered:' || stage end as whole,
    figure
from series
inner join heading using (stage)
where month(month_start) in (3, 6, 9, 12) and figure is not null
order by last_month desc, place, rank
