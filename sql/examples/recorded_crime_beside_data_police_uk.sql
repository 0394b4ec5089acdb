-- Does the crime in the police's own extract agree with what data.police.uk publishes for the county?
-- Nuance: The two need not agree. The extract is restated every month and uses the recording date; data.police.uk uses
-- its own month and is rarely restated. A jump in the ratio is a reason to look; its level is not.
-- Nuance: Anti-social behaviour is not a crime, and is outside street_crimes.
-- Nuance: All districts are added up, with records outside the county and from an unknown place.
select
    month_start,
    sum(police_records) as police_records,
    sum(street_crimes) as street_crimes,
    1.0 * sum(street_crimes) / sum(police_records) as published_per_recorded,
    sum(anti_social_behaviour) as anti_social_behaviour
from mart.recorded_crime_month
where police_records is not null and street_crimes is not null
group by month_start
order by month_start
