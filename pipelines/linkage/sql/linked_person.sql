-- A person on a record, by pseudonym, with details that identify nobody.
create or replace table linked.person as
select
    agency,
    table_name,
    record_key,
    record_ref,
    record_date,
    person.id as person_id,
    cast(birth_year // 10 * 10 as integer) as birth_decade,
    coalesce(sex, 'Unknown') as sex,
    coalesce(ethnicity, 'Unknown') as ethnicity
from linkage.person_record
inner join linkage.person_id as person using (record_id)
order by all
