-- Different incidents in each district, month by month, by who knows of them
-- Source: Police, Victim Support, EQuIP, schools, reporthatenow.com
-- Nuance: An incident that several agencies know of counts once, as far as their records could be linked; a record that
-- can't be linked counts as an incident of its own, so that what the police do not know of is rather too high.
-- Nuance: The fewest and the most are what there would be were records joined more readily, or less.
select
    silo_district_month.district_name as "District",
    silo_district_month.month_start as "Month",
    unique_incidents as "Different incidents",
    unique_incidents_low as "Fewest",
    unique_incidents_high as "Most",
    known_to_police as "Known to the police",
    not_known_to_police as "Not known to the police",
    unique_people as "Different victims",
    repeat_victims as "Of them struck twice or more in twelve months",
    case when silo_district_month.is_provisional then '[p]' else 'No' end as "Provisional"
from mart.silo_district_month
inner join mart.repeat_victim_month using (district_code, month_start)
order by silo_district_month.month_start desc, silo_district_month.district_name
