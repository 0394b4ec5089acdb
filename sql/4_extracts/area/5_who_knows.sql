-- Distinct (de-duplicated) incidents in each district, by month and by who knows about them
-- Source: Police, Victim Support, EQuIP, schools, reporthatenow.com
-- Nuance: An incident that several agencies know about counts once, if their records could be matched.
-- Nuance: A record that can't be matched counts as a separate incident, so the true number not known to the police is
-- likely to be lower.
-- Nuance: The lowest and highest estimates show the number if records were matched more readily, or less readily.
select
    silo_district_month.district_name as "District",
    silo_district_month.month_start as "Month",
    unique_incidents as "Distinct incidents",
    unique_incidents_low as "Lowest estimate",
    unique_incidents_high as "Highest estimate",
    known_to_police as "Known to the police",
    not_known_to_police as "Not known to the police",
    unique_people as "Distinct victims",
    repeat_victims as "Repeat victims (two or more incidents in 12 months)",
    case when silo_district_month.is_provisional then '[p]' else 'No' end as "Provisional"
from mart.silo_district_month
inner join mart.repeat_victim_month using (district_code, month_start)
order by silo_district_month.month_start desc, silo_district_month.district_name
