-- Different incidents that the police hold no record of, by who knows of them, in each district, month by month
-- Source: Police, Victim Support, EQuIP, schools, reporthatenow.com
-- Nuance: A record that can't be linked counts as an incident of its own, so the number is rather too high.
-- Nuance: Not available where some agency of the combination delivered nothing that covers the month.
select
    district_name as "District",
    month_start as "Month",
    agencies as "Known to",
    incidents as "Different incidents",
    case when is_provisional then 'Yes' else 'No' end as "Provisional"
from mart.silo_combination_district_month
where agencies not like '%police%' and (incidents > 0 or incidents is null)
order by month_start desc, district_name, agencies
