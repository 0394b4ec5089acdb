-- A place that figures are given for, a district or the whole county, and a district within it.
-- Grain: place_code, district_code
-- Nuance: The county includes OUT and UNK: it is every record of the force, in any district.
-- Nuance: Every district is here twice, as itself and in the county: take one place, or never add them.
select district_code as place_code, district_name as place_name, district_code
from star.dim_district
union all
select 'E10000031', 'Warwickshire', district_code
from star.dim_district
