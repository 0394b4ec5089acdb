-- How many clusters of a kind have each size.
with cluster_size as (
    select count(*) as size
    from measured_record
    where kind = $kind
    group by cluster
)

select
    null as agency,
    null as other_agency,
    case
        when size <= 3 then cast(size as varchar)
        when size <= 5 then '4 to 5'
        when size <= 10 then '6 to 10'
        else 'over 10'
    end as bucket,
    count(*) as count
from cluster_size
group by bucket
order by all
