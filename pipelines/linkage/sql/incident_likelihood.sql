-- How likely records are to look so: of one incident, of one person's two incidents, and with nothing in common.
create or replace temp table incident_likelihood (
    evidence varchar,
    level varchar,
    same_incident double,
    same_person double,
    nothing_in_common double
)
