-- The records again, each with its incident at each threshold: the first of the joined records, or itself.
create or replace table incident_record as
select
    record.*,
    coalesce(_low.cluster, record_id) as cluster_low,
    coalesce(_central.cluster, record_id) as cluster_central,
    coalesce(_high.cluster, record_id) as cluster_high
from incident_record as record
left join _low using (record_id)
left join _central using (record_id)
left join _high using (record_id)
