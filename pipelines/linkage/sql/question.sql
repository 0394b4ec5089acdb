-- A doubtful pair of current records that is still undecided, in the order of the questions.
create temp table question as
select
    agency_l,
    table_name_l,
    record_key_l,
    agency_r,
    table_name_r,
    record_key_r,
    pair.match_weight,
    changes_a_count,
    l.record_id as left_id,
    r.record_id as right_id
from vault.linkage.doubtful_pair as pair
left join vault.linkage.decision as decision
    using (agency_l, table_name_l, record_key_l, agency_r, table_name_r, record_key_r)
inner join person_record as l on (l.agency, l.table_name, l.record_key) = (agency_l, table_name_l, record_key_l)
inner join person_record as r on (r.agency, r.table_name, r.record_key) = (agency_r, table_name_r, record_key_r)
where verdict is null or verdict = 'later'
order by verdict is not null, changes_a_count desc, rank
limit $limit
