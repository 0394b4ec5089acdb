-- Residents of a district by sex and age band.
-- Grain: district_code, sex, age_band
select district_code, sex, age_band, population, source as population_source, as_of as population_date
from reference.population
