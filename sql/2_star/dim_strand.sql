-- A strand of hate crime.
-- Grain: strand
select strand, strand_name, is_monitored_nationally
from reference.strand
union all
select 'unknown', 'Unknown', false
