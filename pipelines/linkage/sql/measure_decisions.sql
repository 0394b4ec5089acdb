-- How many pairs of persons a reviewer decided as the model would, and how many against the model.
select
    null as agency,
    null as other_agency,
    case when (verdict = 'yes') = (match_weight >= $central) then 'as the model' else 'against the model' end as bucket,
    count(*) as count
from vault.linkage.decision
where verdict in ('yes', 'no')
group by bucket
order by all
