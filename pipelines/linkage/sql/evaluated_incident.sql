-- A record of an incident: the incident it is truly about, and the incident linkage says at a threshold.
create or replace temp table evaluated as
select
    record_id,
    agency,
    same,
    case $threshold when 'low' then cluster_low when 'central' then cluster_central else cluster_high end as cluster
from incident_record
inner join incident_truth using (record_id)
where linkable or not $linkable_alone
