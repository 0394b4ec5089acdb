-- A crime, or an incident of anti-social behaviour, as data.police.uk publishes it.
-- Grain: street_crime_ref
-- Nuance: Anti-social behaviour is no recorded crime: leave it out beside the police's own records.
-- Nuance: Places are moved to the nearest of a list of points, so a few crimes stand in the district next door.
-- Nuance: It says nothing of hate, and its month is all that is known of the day.
-- Nuance: Withdrawn rows stay, marked, and are counted nowhere: filter status = 'current'.
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
