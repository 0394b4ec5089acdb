-- Every police record ever accepted stands in the star once, current or withdrawn.
-- Checks: star.fct_offence
with accepted as (
    select distinct record_key as offence_ref
    from landed.record
    where agency = 'police' and table_name = 'offences' and verdict = 'accepted'
)

select offence_ref
from accepted
full join star.fct_offence as fact using (offence_ref)
where accepted.offence_ref is null or fact.offence_ref is null
