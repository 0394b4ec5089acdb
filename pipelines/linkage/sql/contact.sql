-- A record by which an agency knew of an incident: the contacts of every agency, which `contact_of_agency` fills in.
create or replace table contact (
    agency varchar,
    record_ref varchar,
    record_date date,
    district_code varchar,
    incident_from date,
    incident_to date,
    strands varchar[],
    cites varchar,
    place varchar,
    is_hate boolean,
    names_victim boolean
)
