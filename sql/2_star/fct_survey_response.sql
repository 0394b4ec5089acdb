-- A hate crime victim's answers to the police's satisfaction survey.
-- Grain: response_id
-- Nuance: Completely, very and fairly satisfied count as satisfied. Leave Not applicable and Unknown out of the
-- denominator.
-- Nuance: About ten people answer a month: read twelve months together, with their denominator.
-- Nuance: Withdrawn responses are kept, marked, and counted nowhere: keep only rows where status is 'current'.
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
