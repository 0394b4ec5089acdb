-- A record of a person: who it is truly about, and who by linkage.
-- A person's broad ethnic group is the one on most of their records, whether linked or not.
create or replace temp table evaluated as
with told as (
    select same, ethnic_group
    from person_record
    inner join person_truth using (record_id)
    inner join build.reference.ethnicity using (ethnicity)
    group by same, ethnic_group
    qualify row_number() over (partition by same order by count(*) desc, ethnic_group) = 1
)

select record_id, agency, same, cluster, coalesce(ethnic_group, $unknown) as ethnic_group
from person_record
inner join person_cluster using (record_id)
inner join person_truth using (record_id)
left join told using (same)
