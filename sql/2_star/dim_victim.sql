-- A person whom an agency's records are about, under a pseudonym.
-- Grain: person_id
-- Nuance: Linkage decides which records are about the same person: one person may be here twice, or two as one.
-- Nuance: Most are victims. People who witnessed or reported an incident, or came to EQuIP about another kind of
-- discrimination, are here too: bridge_record_victim says who is a victim of what.
-- Nuance: If a record says nothing about who its victim is, that victim is not here.
-- Nuance: sex, ethnicity and birth_decade are the values given most often, and Unknown or NULL if none was ever given.
with sex as (
    select person_id, sex
    from linked.person
    group by person_id, sex
    qualify row_number() over (partition by person_id order by sex = 'Unknown', count(*) desc, sex) = 1
),

ethnicity as (
    select person_id, ethnicity
    from linked.person
    group by person_id, ethnicity
    qualify row_number() over (partition by person_id order by ethnicity = 'Unknown', count(*) desc, ethnicity) = 1
),

born as (
    select person_id, birth_decade
    from linked.person
    group by person_id, birth_decade
    qualify row_number() over (partition by person_id order by birth_decade is null, count(*) desc, birth_decade) = 1
),

told as (
    select
        person_id,
        cast(date_trunc('month', min(record_date)) as date) as first_month,
        string_agg(distinct agency, '+' order by agency) as agencies,
        count(distinct (agency, record_ref)) as records
    from linked.person
    group by person_id
)

select person_id, sex, birth_decade, ethnicity, ethnic_group, first_month, agencies, records
from told
inner join sex using (person_id)
inner join born using (person_id)
inner join ethnicity using (person_id)
left join star.dim_ethnicity using (ethnicity)
