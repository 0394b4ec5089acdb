-- An interest marker on a police record.
-- Grain: offence_ref, marker_code
-- Nuance: Joining this to fct_offence repeats an offence for each marker: count distinct offence_ref.
select offence_ref, marker_code, added_date
from staged.police__markers
where status = 'current'
