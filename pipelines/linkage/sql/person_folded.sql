-- What was sent about a person, folded so that it can be compared; NULL if nothing is known.
create or replace temp table person_folded as
select
    agency || '|' || table_name || '|' || record_key as record_id,
    agency,
    table_name,
    record_key,
    record_ref,
    folded_name(forename, $no_names) as forename,
    folded_name(surname, $no_names) as surname,
    birth_date,
    birth_year,
    folded_initials(initials, $no_initials) as initials,
    folded_postcode(postcode) as postcode,
    folded_postcode(outward) as outward,
    nullif(sex, 'Unknown') as sex,
    nullif(ethnicity, 'Unknown') as ethnicity,
    folded_number(person_ref) as person_ref
from person_sent
