-- How many pairs are expected to match if every weight is shifted by this much.
select coalesce(sum(1 / (1 + 2 ** -(match_weight + $shift))), 0)
from person_pair
