-- A current response to the victim satisfaction survey.
-- Grain: response_id
select
    sent.response_id,
    sent.interview_month,
    coalesce(sent.district, 'UNK') as district_code,
    coalesce(sent.ease_of_contact, 'Unknown') as ease_of_contact,
    coalesce(sent.actions, 'Unknown') as actions,
    coalesce(sent.follow_up, 'Unknown') as follow_up,
    coalesce(sent.treatment, 'Unknown') as treatment,
    coalesce(sent.whole_experience, 'Unknown') as whole_experience,
    record.status,
    delivery_id
from landed.victim_survey__responses as sent
inner join staged.record as record using (delivery_id, revision, row_number, record_key)
where record.table_name = 'responses'
