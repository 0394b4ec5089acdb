-- An ethnicity, as the 2017 report words it, and the group it belongs to.
-- Grain: ethnicity
select ethnicity, ethnic_group
from reference.ethnicity
union all
select 'Unknown', 'Unknown'
