-- Victims of hate crime who were not satisfied with the police, rolling 12 months
-- Source: Warwickshire Police's survey of victims
-- Period: twelve months to each quarter's end
-- Nuance: Figures cover victims to whom the question applied and who answered it. Interviews count in the month they
-- were held.
-- Nuance: "Not satisfied" means any answer other than completely, very or fairly satisfied.
-- Nuance: The police aim for no more than 10% not satisfied with the whole experience.
-- Nuance: Ease of contact and treatment are not shown, because too few victims were not satisfied with them.
-- Nuance: Few victims are interviewed: a difference of a few percentage points between two rows may be due to chance.
with counted as (
    select stage, month_start, 'answered' as kind, answered as figure, is_provisional
    from mart.satisfaction_month
    union all
    select stage, month_start, 'not satisfied', answered - satisfied, is_provisional
    from mart.satisfaction_month
),

heading as (
    select *
    from (
        values
        ('whole_experience', 'The whole experience', 1),
        ('actions', 'Actions taken', 2),
        ('follow_up', 'Follow up', 3)
    ) as listed (stage, heading, place)
)

select
    'Warwickshire' as area,
    'E10000031' as district_code,
    month_start,
    heading || ': ' || kind as series,
    case when kind = 'answered' then 'answered:' else 'not_satisfied:' end || stage as measure,
    case when kind = 'not satisfied' then 'answered:' || stage end as whole,
    case when not is_provisional then figure end as figure
from counted
inner join heading using (stage)
order by place, kind
