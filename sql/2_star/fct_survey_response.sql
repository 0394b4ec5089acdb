-- A hate crime victim's answers to the police's satisfaction survey.
-- Grain: response_id
-- Nuance: Completely, very and fairly satisfied are satisfied; Not applicable and Unknown leave the denominator.
-- Nuance: About ten people answer a month: read twelve months together, with their denominator.
-- Nuance: Withdrawn responses stay, marked, and are counted nowhere: filter status = 'current'.
select
    response_id,
    interview_month,
    district_code,
    ease_of_contact,
    actions,
    follow_up,
    treatment,
    whole_experience,
    status,
    delivery_id
from staged.victim_survey__responses
