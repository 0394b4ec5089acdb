-- How many pairs of persons were waiting for a reviewer after the newest linkage.
select coalesce(max_by(count, linked_at), 0)
from audit.linkage_quality
where measure = 'doubtful_pairs'
