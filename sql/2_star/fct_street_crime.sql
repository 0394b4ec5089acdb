-- A crime, or an incident of anti-social behaviour, as data.police.uk publishes it.
-- Grain: street_crime_ref
-- Nuance: Anti-social behaviour is not recorded crime: leave it out when comparing with the police's own records.
-- Nuance: Places are moved to the nearest point on a list, so a few crimes are in the district next door.
-- Nuance: It says nothing about hate, and only the month is known, not the day.
-- Nuance: Withdrawn rows are kept, marked, and counted nowhere: keep only rows where status is 'current'.
select
    street_crime_ref,
    month_start,
    district_code,
    lsoa_code,
    crime_type,
    outcome,
    status,
    delivery_id
from staged.police_uk__street
