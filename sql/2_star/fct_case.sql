-- A case of an agency that supports people: Victim Support's cases, EQuIP's discrimination casework.
-- Grain: agency, case_ref
-- Nuance: Most of EQuIP's casework is about no hate incident: filter is_hate.
-- Nuance: Withdrawn cases stay, marked, and are counted nowhere: filter status = 'current'.
-- Nuance: reported_to_police is EQuIP's own answer; Victim Support's is told from the referral and the reference cited,
-- so that false there means not known to be.
-- Nuance: offence_ref is the crime reference the case cites, where it is one that the police hold; EQuIP cites none.
select
    'victim_support' as agency,
    supported.case_id as case_ref,
    supported.date_created as opened_date,
    supported.incident_date,
    supported.district_code,
    true as is_hate,
    'Victim' as role,
    supported.referral_source,
    supported.referral_source = 'Police' or supported.police_crime_ref is not null as reported_to_police,
    cited.offence_ref,
    supported.sex,
    supported.ethnicity,
    supported.status,
    supported.delivery_id
from staged.victim_support__cases as supported
left join staged.police__offences as cited on cited.offence_ref = supported.police_crime_ref
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
    null as offence_ref,
    sex,
    ethnicity,
    status,
    delivery_id
from staged.equip__casework
