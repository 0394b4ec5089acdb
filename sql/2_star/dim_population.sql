-- Residents of a district by sex and age band.
-- Grain: district_code, sex, age_band
select district_code, sex, age_band, population
from reference.population
