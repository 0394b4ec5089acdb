-- A linked record of a person or an incident: its agency, its cluster, and whether it is counted.
create or replace temp view measured_record as
select 'person' as kind, agency, cluster, true as counts
from person_record
inner join person_cluster using (record_id)
union all
select 'incident', agency, cluster_central, is_hate
from incident_record
