-- Hate crime and incidents recorded by each agency in each district, by month
-- Source: Police, Victim Support, EQuIP, schools, reporthatenow.com
-- Nuance: Police figures use the date recorded. Victim Support and EQuIP figures use the date the case was opened.
-- Nuance: School figures use the date of the incident. Online reports use the date they were sent.
-- Nuance: One incident can be in several columns, so the columns don't add up to distinct (de-duplicated) incidents.
select
    district_name as "District",
    month_start as "Month",
    police_offences as "Police: hate offences",
    police_crimed_incidents as "Police: hate crimed incidents",
    police_all_records as "Police: all recorded offences and crimed incidents",
    victim_support_cases as "Victim Support: cases opened",
    equip_hate_cases as "EQuIP: hate cases opened",
    school_incidents as "Schools: incidents",
    online_reports as "Online reports",
    agency_contacts as "Contacts with agencies",
    case when is_provisional then '[p]' else 'No' end as "Provisional"
from mart.silo_district_month
order by month_start desc, district_name
