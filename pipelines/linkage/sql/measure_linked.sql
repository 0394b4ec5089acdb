-- How many of an agency's records of a kind are about a person or incident that another agency also knows.
with present as (
    select distinct cluster, agency
    from measured_record
    where kind = $kind
)

select record.agency, present.agency as other_agency, null as bucket, count(*) as count
from measured_record as record
inner join present on present.cluster = record.cluster and present.agency <> record.agency
where record.kind = $kind and record.counts
group by record.agency, present.agency
order by all
