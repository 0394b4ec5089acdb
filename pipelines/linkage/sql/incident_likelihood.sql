-- How likely records are to look like this: of one incident, of one person's two incidents, and unrelated ones.
create or replace temp table incident_likelihood (
    evidence varchar,
    level varchar,
    same_incident double,
    same_person double,
    nothing_in_common double
)
