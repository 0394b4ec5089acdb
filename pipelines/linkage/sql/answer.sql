-- A decision of a reviewer, the newest first: when, by whom, what, and the records by their agencies' references.
select
    decided_at,
    decided_by,
    verdict,
    match_weight,
    agency_l,
    table_name_l,
    record_key_l,
    agency_r,
    table_name_r,
    record_key_r
from vault.linkage.decision
where verdict in ('yes', 'no')
order by decided_at desc, agency_l, record_key_l, agency_r, record_key_r
