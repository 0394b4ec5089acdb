-- The truth about the sample's records: a number for each person and each incident, shared by all their records.
create or replace temp table person_truth as
select concat_ws('|', agency, "table", record_ref, victim_no) as record_id, person_no as same
from truth
where person_no is not null;

create or replace temp table incident_truth as
select agency || '|' || record_ref as record_id, incident_no as same
from truth
where incident_no is not null and victim_no is null
