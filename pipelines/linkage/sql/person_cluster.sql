-- The person that each record is about: the first of the records that were joined, or itself.
create or replace table person_cluster as
select record_id, coalesce(cluster, record_id) as cluster
from person_record
left join _cluster using (record_id)
