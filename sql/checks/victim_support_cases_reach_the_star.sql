-- Every Victim Support case ever accepted stands in the star once, current or withdrawn.
-- Checks: star.fct_case
with accepted as (
    select distinct record_key as case_ref
    from landed.record
    where agency = 'victim_support' and table_name = 'cases' and verdict = 'accepted'
),

fact as (
    select case_ref
    from star.fct_case
    where agency = 'victim_support'
)

select case_ref
from accepted
full join fact using (case_ref)
where accepted.case_ref is null or fact.case_ref is null
