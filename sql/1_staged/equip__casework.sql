-- A current case of EQuIP's discrimination casework, without the person's identity.
-- Grain: case_ref
-- Nuance: Only cases with is_hate are hate casework; the rest are about other kinds of discrimination.
select
    sent.ref as case_ref,
    sent.opened as opened_date,
    sent.incident_date,
    sent.town as district_code,
    sent.protected_characteristic as strands,
    sent.hate_incident as is_hate,
    coalesce(sent.role, 'Unknown') as role,
    case sent.reported_to_police when 'Yes' then true when 'No' then false end as reported_to_police,
    coalesce(sent.referred_by, 'Unknown') as referral_source,
    coalesce(sent.gender, 'Unknown') as sex,
    coalesce(sent.ethnicity, 'Unknown') as ethnicity,
    record.status,
    delivery_id
from landed.equip__casework as sent
inner join staged.record as record using (delivery_id, revision, row_number, record_key)
where record.table_name = 'casework'
