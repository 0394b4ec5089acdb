-- What victims of hate crime say about the police, by month
-- Source: Victim survey
-- Nuance: Figures are for the whole county. Percentages are of those who answered in the 12 months to the month shown.
-- Nuance: The stage is the part of the contact with the police that victims were asked about.
-- Nuance: The police aim for 90% satisfied with the whole experience.
-- Nuance: Few victims are interviewed: a difference of a few percentage points between two months may be due to chance.
select
    month_start as "Month",
    upper(left(stage, 1)) || replace(substr(stage, 2), '_', ' ') as "Stage",
    responses as "Interviewed",
    answered_twelve_months as "Answered, rolling 12 months",
    satisfied_twelve_months as "Satisfied, rolling 12 months",
    round(100 * share_satisfied_twelve_months, 1) as "Satisfied, rolling 12 months (%)",
    case when is_provisional then '[p]' else 'No' end as "Provisional"
from mart.satisfaction_month
order by month_start desc, stage
