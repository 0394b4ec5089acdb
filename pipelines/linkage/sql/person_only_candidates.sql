-- A pair of two agencies, doubtful or possible kin, in which each record is by far the other's best match.
with side as (
    select record_id_l as record_id, record_id_r as other_id, match_weight
    from person_pair
    union all
    select record_id_r, record_id_l, match_weight
    from person_pair
),

ranked as (
    select
        *,
        row_number() over (partition by record_id order by match_weight desc, other_id) as place,
        lead(match_weight) over (partition by record_id order by match_weight desc, other_id) as next_weight
    from side
),

best as (
    select record_id, other_id, match_weight - coalesce(next_weight, $kept) as margin
    from ranked
    where place = 1
)

select pair.record_id_l, pair.record_id_r, l.agency, r.agency
from person_pair as pair
inner join best as best_l on best_l.record_id = record_id_l and best_l.other_id = record_id_r
inner join best as best_r on best_r.record_id = record_id_r and best_r.other_id = record_id_l
inner join person_record as l on l.record_id = record_id_l
inner join person_record as r on r.record_id = record_id_r
where l.agency <> r.agency and (is_of_one_event or (l.surname is not null and r.surname is not null))
    and match_weight >= $threshold - $allowed
    and (may_be_kin or (is_vouched_for and match_weight < $threshold))
    and least(best_l.margin, best_r.margin) >= $margin
order by match_weight desc, record_id_l, record_id_r
