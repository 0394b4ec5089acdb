-- A school of the county.
-- Grain: school_urn
-- Nuance: The schools supplied are fictitious; the Department for Education's register replaces them.
select school_urn, school_name, phase, district_code
from reference.school
union all
select 'UNK', 'Unknown', 'Unknown', 'UNK'
