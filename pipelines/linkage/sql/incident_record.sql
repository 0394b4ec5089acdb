-- A record by which an agency knew of an incident of hate, or a police record that such a record cites.
-- A record is linkable if it cites a reference that the police hold, is cited, or says enough about the victim. A
-- strand in a spelling that no list knows says nothing.
create or replace table incident_record as
with citing as (
    select citing.agency, citing.record_ref, police.record_ref as offence_ref
    from contact as citing
    inner join contact as police on police.agency = 'police' and police.record_ref = citing.cites
    where citing.is_hate and citing.agency <> 'police'
),

cited as (
    select distinct offence_ref
    from citing
),

told as (
    select distinct agency, record_ref
    from person_record
    where (forename is not null and surname is not null and (birth_date is not null or postcode is not null))
        or (initials_alone is not null and birth_year is not null and outward is not null)
)

select
    contact.agency || '|' || contact.record_ref as record_id,
    contact.* exclude (cites, names_victim) replace ([each for each in strands if each <> 'unknown'] as strands),
    date_diff('day', contact.incident_from, contact.incident_to) as days_wide,
    citing.offence_ref as cites,
    (contact.names_victim and told.record_ref is not null)
    or citing.offence_ref is not null
    or cited.offence_ref is not null as linkable
from contact
left join citing using (agency, record_ref)
left join cited on contact.agency = 'police' and cited.offence_ref = contact.record_ref
left join told using (agency, record_ref)
where contact.is_hate or cited.offence_ref is not null
