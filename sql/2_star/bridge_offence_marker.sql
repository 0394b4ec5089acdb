-- An interest marker that stands on a police record.
-- Grain: offence_ref, marker_code
-- Nuance: Joining this to fct_offence repeats an offence once a marker; count distinct offence_ref.
select offence_ref, marker_code, added_date
from staged.police__markers
where status = 'current'
