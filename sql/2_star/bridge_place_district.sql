-- A place that is counted for, a district or the whole county, and a district it is made of.
-- Grain: place_code, district_code
-- Nuance: Of the county are OUT and UNK too: it is every record of the force, whatever the district.
-- Nuance: Every district stands here twice, as itself and in the county: take one place, or never add them.
select district_code as place_code, district_name as place_name, district_code
from star.dim_district
union all
select 'E10000031', 'Warwickshire', district_code
from star.dim_district
