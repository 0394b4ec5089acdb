-- What victims of hate crime say of the police, month by month
-- Source: Victim survey
-- Nuance: For the whole county. Shares are over the twelve months to the month, of those who answered.
-- Nuance: The police aspire to 90 percent satisfied with the whole experience.
-- Nuance: Few are asked: a difference of some percent between two months is chance.
select
    month_start as "Month",
    upper(left(stage, 1)) || replace(substr(stage, 2), '_', ' ') as "Stage",
    responses as "Interviewed",
    answered_twelve_months as "Answered in the twelve months to it",
    satisfied_twelve_months as "Satisfied in the twelve months to it",
    round(100 * share_satisfied_twelve_months, 1) as "Satisfied (percent)",
    case when is_provisional then '[p]' else 'No' end as "Provisional"
from mart.satisfaction_month
order by month_start desc, stage
