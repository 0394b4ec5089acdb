-- A strand that a support case is about; in EQuIP's casework, any protected characteristic.
-- Grain: agency, case_ref, strand
-- Nuance: A case with two strands is here twice, so strands add up to more than cases.
select 'victim_support' as agency, case_id as case_ref, unnest(strands) as strand
from staged.victim_support__cases
where status = 'current'
union all
select 'equip' as agency, case_ref, unnest(strands) as strand
from staged.equip__casework
where status = 'current'
