-- A record of an incident, and the incident's pseudonym at each threshold.
create or replace table linked.incident as
select
    agency,
    record_ref,
    record_date,
    district_code,
    is_hate,
    linkable,
    low.id as incident_id_low,
    central.id as incident_id,
    high.id as incident_id_high
from linkage.incident_record
inner join linkage.incident_low_id as low using (record_id)
inner join linkage.incident_id as central using (record_id)
inner join linkage.incident_high_id as high using (record_id)
order by all
