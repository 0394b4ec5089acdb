-- What each agency knew of hate in each district, month by month
-- Source: Police, Victim Support, EQuIP, schools, reporthatenow.com
-- Nuance: Police count by date recorded, Victim Support and EQuIP by date the case was opened, schools by date of the
-- incident and online reports by date sent; one incident can stand in several columns, so they do not add to
-- different incidents.
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
