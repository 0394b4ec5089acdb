-- What each agency knew about hate incidents in each district and month, and how many distinct incidents that was.
-- Grain: district_code, month_start
-- Nuance: Police records count by date recorded, cases by date opened, school incidents by incident date and online
-- reports by submission. These columns are contacts with agencies, and one incident can be in several.
-- Nuance: 0 means that the agency's deliveries cover the month, and there were none. NULL means that no delivery covers
-- it.
-- Nuance: agency_contacts adds up the agencies that cover the month. A provisional month is covered in part.
-- Nuance: An incident counts once, where and when its earliest police contact was or, without one, its earliest
-- contact.
-- Nuance: A record that can't be linked counts as an incident of its own, at every threshold. So the true number may be
-- below the lowest estimate, and not_known_to_police is somewhat too high.
-- Nuance: The police know of an incident if they hold any record about it, hate or not, from any month.
-- Nuance: unique_people are the victims identified in the month's contacts. Anonymous victims can't be counted;
-- witnesses and reporting agencies are left out. A person with contacts in two months counts in both.
select
    district_code,
    district_name,
    month_start,
    max(figure) filter (where measure = 'police_offences') as police_offences,
    max(figure) filter (where measure = 'police_crimed_incidents') as police_crimed_incidents,
    max(figure) filter (where measure = 'police_all_records') as police_all_records,
    max(figure) filter (where measure = 'victim_support_cases') as victim_support_cases,
    max(figure) filter (where measure = 'equip_hate_cases') as equip_hate_cases,
    max(figure) filter (where measure = 'school_incidents') as school_incidents,
    max(figure) filter (where measure = 'online_reports') as online_reports,
    max(figure) filter (where measure = 'agency_contacts') as agency_contacts,
    max(figure) filter (where measure = 'unique_incidents_low') as unique_incidents_low,
    max(figure) filter (where measure = 'unique_incidents') as unique_incidents,
    max(figure) filter (where measure = 'unique_incidents_high') as unique_incidents_high,
    max(figure) filter (where measure = 'unique_people') as unique_people,
    max(figure) filter (where measure = 'known_to_police') as known_to_police,
    max(figure) filter (where measure = 'not_known_to_police') as not_known_to_police,
    bool_or(is_provisional) as is_provisional
from mart.figure_district_month
group by district_code, district_name, month_start
