-- Residents of a district by ethnicity.
-- Grain: district_code, ethnicity
-- Nuance: They are of another day than those of dim_population: take a share of each within itself.
select district_code, ethnicity, residents as population, source as population_source, as_of as population_date
from reference.census_ethnicity
