-- A JSNA area of the county.
-- Grain: jsna_area
-- Nuance: The populations supplied are illustrative; the Insight Service keeps the real ones.
select jsna_area, district_code, population, source as population_source, as_of as population_date
from reference.jsna_area
union all
select 'Unknown', 'UNK', null, null, null
