-- A case of an agency that supports people: Victim Support's cases, EQuIP's discrimination casework.
-- Grain: agency, case_ref
-- Nuance: Most of EQuIP's casework is not about a hate incident: keep only rows where is_hate is true.
-- Nuance: Withdrawn cases are kept, marked, and counted nowhere: keep only rows where status is 'current'.
-- Nuance: reported_to_police is EQuIP's own answer. For Victim Support it is worked out from the referral and the
-- reference cited, so false means not known to be reported.
-- Nuance: offence_ref is the crime reference that the case cites, if the police hold it; EQuIP cites none.
-- Nuance: person_id is the person the case is for, even a witness; NULL if the case says nothing about who that is.
-- Nuance: incident_id is by the central threshold. It is NULL if the case is withdrawn, or is not about a hate
-- incident.
with opened as (
    select
        'victim_support' as agency,
        case_id as case_ref,
        date_created as opened_date,
        incident_date,
        district_code,
        true as is_hate,
        'Victim' as role,
        referral_source,
        referral_source = 'Police' or police_crime_ref is not null as reported_to_police,
        police_crime_ref as cites,
        sex,
        ethnicity,
        status,
        delivery_id
    from staged.victim_support__cases
    union all
    select
        'equip' as agency,
        case_ref,
        opened_date,
        incident_date,
        district_code,
        is_hate,
        role,
        referral_source,
        reported_to_police,
        null as cites,
        sex,
        ethnicity,
        status,
        delivery_id
    from staged.equip__casework
)

select
    opened.* exclude (cites),
    cited.offence_ref,
    person.person_id,
    incident.incident_id
from opened
left join staged.police__offences as cited on cited.offence_ref = opened.cites
left join linked.person as person on person.agency = opened.agency and person.record_key = opened.case_ref
left join linked.incident as incident on incident.agency = opened.agency and incident.record_ref = opened.case_ref
