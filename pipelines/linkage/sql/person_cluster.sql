-- Of which person each record is: the first record of those that were joined, or itself.
create or replace table person_cluster as
select record_id, coalesce(cluster, record_id) as cluster
from person_record
left join _cluster using (record_id)
