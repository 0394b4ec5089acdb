-- Both records of a pair, and the decision on the pair: yes or no.
select
    concat_ws('|', agency_l, table_name_l, record_key_l),
    concat_ws('|', agency_r, table_name_r, record_key_r),
    verdict
from vault.linkage.decision
where verdict in ('yes', 'no')
order by all
