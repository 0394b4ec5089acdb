-- A person on a current record, as sent: whose record it is, and what may be known about the person.
create or replace temp table person_sent (
    agency varchar,
    table_name varchar,
    record_key varchar,
    record_ref varchar,
    forename varchar,
    surname varchar,
    birth_date date,
    birth_year bigint,
    initials varchar,
    postcode varchar,
    outward varchar,
    sex varchar,
    ethnicity varchar,
    person_ref varchar
)
