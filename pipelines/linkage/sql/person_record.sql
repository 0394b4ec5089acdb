-- A person on a current record that says anything about who they are, with what the record says about an incident.
-- Birth year, initials and outward part come from fuller values, so that records with less detail can be compared.
create or replace table person_record as
with read as (
    select
        * replace (
            coalesce(birth_year, year(birth_date)) as birth_year,
            coalesce(initials, left(forename, 1) || left(surname, 1)) as initials,
            case when not is_outward_alone(postcode) then postcode end as postcode,
            coalesce(
                outward,
                case
                    when is_outward_alone(postcode) then postcode
                    else left(postcode, greatest(length(postcode) - 3, 2))
                end
            ) as outward,
            case
                when person_ref not in (from shared_number select person_ref) then person_ref
            end as person_ref
        ),
        case when surname is null then initials end as initials_alone
    from person_folded
)

select
    read.*,
    contact.record_date,
    contact.district_code,
    contact.incident_from,
    contact.incident_to,
    contact.cites,
    coalesce(contact.is_hate, false) as is_hate,
    first_name.sound as forename_sound,
    first_name.forms as forename_forms,
    last_name.sound as surname_sound
from read
left join contact using (agency, record_ref)
left join person_name as first_name on first_name.name = forename
left join person_name as last_name on last_name.name = surname
where coalesce(forename, surname, cast(birth_date as varchar), initials, postcode, person_ref) is not null
