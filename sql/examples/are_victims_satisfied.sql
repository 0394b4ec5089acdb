-- How many of the victims surveyed are satisfied with the whole experience of reporting, and with each stage?
-- Nuance: About ten people answer a month: use only the twelve-month figures, and always say how many answered.
-- Nuance: Each month shares eleven months with the next, so two neighbouring figures are hardly two findings.
select
    month_start as last_month,
    max(answered_twelve_months) filter (where stage = 'whole_experience') as answered,
    max(share_satisfied_twelve_months) filter (where stage = 'whole_experience') as whole_experience,
    max(aspiration) as aspiration,
    max(share_satisfied_twelve_months) filter (where stage = 'ease_of_contact') as ease_of_contact,
    max(share_satisfied_twelve_months) filter (where stage = 'actions') as actions,
    max(share_satisfied_twelve_months) filter (where stage = 'follow_up') as follow_up,
    max(share_satisfied_twelve_months) filter (where stage = 'treatment') as treatment
from mart.satisfaction_month
where share_satisfied_twelve_months is not null
group by month_start
order by month_start
