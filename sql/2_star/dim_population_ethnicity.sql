-- Residents of a district by ethnicity.
-- Grain: district_code, ethnicity
-- Nuance: The date differs from that of dim_population: take a share within each table, not across them.
select district_code, ethnicity, residents as population, source as population_source, as_of as population_date
from reference.census_ethnicity
