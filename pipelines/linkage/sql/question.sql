-- A doubtful pair of current records that nobody has decided on, in the order of the questions.
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
anti join (from vault.linkage.decision where verdict in ('yes', 'no')) as decided
    using (agency_l, table_name_l, record_key_l, agency_r, table_name_r, record_key_r)
inner join person_record as l on (l.agency, l.table_name, l.record_key) = (agency_l, table_name_l, record_key_l)
inner join person_record as r on (r.agency, r.table_name, r.record_key) = (agency_r, table_name_r, record_key_r)
order by changes_a_count desc, rank
