-- The pairs to join, the heaviest first.
select record_id_l, record_id_r
from person_pair
where match_weight >= $threshold and is_vouched_for
order by match_weight desc, record_id_l, record_id_r
