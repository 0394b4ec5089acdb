-- A pair of records that may be of one person and that nobody has decided on, ranked by how much it is worth a
-- reviewer's time.
insert into vault.linkage.doubtful_pair
with decided as (
    select
        concat_ws('|', agency_l, table_name_l, record_key_l) as record_id_l,
        concat_ws('|', agency_r, table_name_r, record_key_r) as record_id_r
    from vault.linkage.decision
    where verdict in ('yes', 'no')
),

certain as (
    select unnest([record_id_l, record_id_r]) as record_id
    from person_pair
    where match_weight > $high and is_vouched_for
),

doubted as (
    select
        pair.*,
        l.agency as agency_l,
        l.table_name as table_name_l,
        l.record_key as record_key_l,
        r.agency as agency_r,
        r.table_name as table_name_r,
        r.record_key as record_key_r,
        l.is_hate and r.is_hate as changes_a_count
    from person_pair as pair
    anti join decided using (record_id_l, record_id_r)
    inner join person_record as l on l.record_id = record_id_l
    inner join person_record as r on r.record_id = record_id_r
    inner join person_cluster as cluster_l on cluster_l.record_id = record_id_l
    inner join person_cluster as cluster_r on cluster_r.record_id = record_id_r
    where match_weight >= $low and (match_weight <= $high or not is_vouched_for)
        -- a record that surer pairs hold in a cluster stays there, whatever a reviewer says of this pair
        and (
            cluster_l.cluster <> cluster_r.cluster
            or record_id_l not in (select record_id from certain)
            or record_id_r not in (select record_id from certain)
        )
    qualify row_number() over (
        partition by least(cluster_l.cluster, cluster_r.cluster), greatest(cluster_l.cluster, cluster_r.cluster)
        order by match_weight desc, record_id_l, record_id_r
    ) = 1
)

select
    agency_l,
    table_name_l,
    record_key_l,
    agency_r,
    table_name_r,
    record_key_r,
    match_weight,
    changes_a_count,
    row_number() over (
        order by changes_a_count desc, agency_l = agency_r, abs(match_weight - $central), record_id_l, record_id_r
    ) as rank
from doubted
