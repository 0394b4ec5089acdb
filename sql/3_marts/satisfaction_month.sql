-- How many of the hate crime victims surveyed in a month were satisfied with a stage of reporting.
-- Grain: month_start, stage
-- Nuance: About ten people a month answer in the whole county: use the twelve months, always with their number of
-- answers.
-- Nuance: Completely, very and fairly satisfied count as satisfied. Not applicable and no answer are not in answered.
-- Nuance: responses is repeated on the row of every stage: do not add it over stages.
-- Nuance: Counts are NULL if no delivery from the survey covers the month. 12-month figures are NULL if any of the 12
-- months is not covered.
with month as (
    select month_start, coverage <> 'none' as is_covered, coverage = 'partial' as is_provisional
    from mart.coverage_month
    where agency = 'victim_survey'
),

survey_stage as (
    select unnest(['ease_of_contact', 'actions', 'follow_up', 'treatment', 'whole_experience']) as stage
),

given as (
    select
        interview_month as month_start,
        stage,
        case stage
            when 'ease_of_contact' then ease_of_contact
            when 'actions' then actions
            when 'follow_up' then follow_up
            when 'treatment' then treatment
            when 'whole_experience' then whole_experience
        end as answer
    from star.fct_survey_response
    cross join survey_stage
    where status = 'current'
),

counted as (
    select
        month_start,
        stage,
        is_provisional,
        case when is_covered then count(answer) end as responses,
        case when is_covered then count(answer) filter (where answer not in ('Not applicable', 'Unknown')) end
            as answered,
        case when is_covered then count(answer) filter (
            where answer in ('Completely satisfied', 'Very satisfied', 'Fairly satisfied')
        ) end as satisfied
    from month
    cross join survey_stage
    left join given using (month_start, stage)
    group by month_start, stage, is_covered, is_provisional
),

rolling as (
    select
        *,
        case when count(responses) over twelve = 12 then sum(satisfied) over twelve end as satisfied_twelve_months,
        case when count(responses) over twelve = 12 then sum(answered) over twelve end as answered_twelve_months
    from counted
    window twelve as (partition by stage order by month_start rows between 11 preceding and current row)
)

select
    month_start,
    stage,
    responses,
    answered,
    satisfied,
    answered_twelve_months,
    satisfied_twelve_months,
    1.0 * satisfied_twelve_months / nullif(answered_twelve_months, 0) as share_satisfied_twelve_months,
    case when stage = 'whole_experience' then 0.9 end as aspiration,
    is_provisional
from rolling
