-- What each agency knew of hate in a district in a month, and how many different incidents that was.
-- Grain: district_code, month_start
-- Nuance: Police count by date recorded, cases by date opened, school incidents by incident date, online reports
-- by submission: the columns are contacts with agencies, and one incident can stand in several.
-- Nuance: NULL means that the agency delivered nothing that covers the month; 0 that it delivered, and none.
-- Nuance: agency_contacts adds the agencies that cover the month; a provisional month is covered in part.
-- Nuance: An incident counts once, where and when its earliest police contact was, else its earliest contact.
-- Nuance: A record that can't be linked counts as an incident of its own, at every threshold: the true number may lie
-- below the lowest estimate, and not_known_to_police is rather too high.
-- Nuance: The police know of an incident where they hold any record of it, hate or not, of whatever month.
-- Nuance: unique_people are the victims whom the month's contacts tell of: who is anonymous can't be counted, and
-- witnesses and reporting agencies are not. Who is known in two months stands in both.
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
