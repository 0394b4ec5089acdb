-- A type of premises.
-- Grain: premises_type
select premises_type
from reference.premises_type
union all
select 'Unknown'
