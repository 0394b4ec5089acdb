-- How many pairs are expected to match, if each weight is shifted by so much.
select coalesce(sum(1 / (1 + 2 ** -(match_weight + $shift))), 0)
from person_pair
