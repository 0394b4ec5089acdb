-- A victim of a police record, without who they are.
-- Grain: offence_ref, victim_no
-- Nuance: Joining this to fct_offence repeats an offence once a victim, and drops those without one.
-- Nuance: The age band is that at the offence.
select offence_ref, victim_no, age_band, sex, ethnicity
from staged.police__victims
where status = 'current'
