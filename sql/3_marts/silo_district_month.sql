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
with month as (
    select
        month_start,
        list(agency) filter (where coverage <> 'none') as covering,
        bool_or(coverage = 'partial') as is_provisional
    from mart.coverage_month
    where agency in ('police', 'victim_support', 'equip', 'schools', 'report_hate_now')
        or agency in (select agency from star.bridge_record_incident)
    group by month_start
),

contact as (
    select
        record.district_code,
        month_start,
        count(distinct (agency, record_ref)) as contacts,
        count(distinct record_ref) filter (where record_type = 'Offence') as offences,
        count(distinct record_ref) filter (where record_type = 'Crimed incident') as crimed,
        count(distinct record_ref) filter (where agency = 'victim_support') as supported,
        count(distinct record_ref) filter (where agency = 'equip') as equip,
        count(distinct record_ref) filter (where agency = 'schools') as schools,
        count(distinct record_ref) filter (where agency = 'report_hate_now') as online,
        count(distinct person_id) as people
    from star.bridge_record_incident as record
    inner join star.dim_date on date = record_date
    left join star.fct_offence on agency = 'police' and offence_ref = record_ref
    left join star.bridge_record_victim using (agency, record_ref)
    where is_contact
    group by record.district_code, month_start
),

incident as (
    select
        district_code,
        month_start,
        count(*) filter (where threshold = 'low') as low,
        count(*) filter (where threshold = 'central') as central,
        count(*) filter (where threshold = 'high') as high,
        count(*) filter (where threshold = 'central' and is_known_to_police) as known_to_police
    from star.fct_incident
    group by district_code, month_start
)

select
    district_code,
    district_name,
    month_start,
    case when 'police' in covering then coalesce(offences, 0) end as police_offences,
    case when 'police' in covering then coalesce(crimed, 0) end as police_crimed_incidents,
    police_records as police_all_records,
    case when 'victim_support' in covering then coalesce(supported, 0) end as victim_support_cases,
    case when 'equip' in covering then coalesce(equip, 0) end as equip_hate_cases,
    case when 'schools' in covering then coalesce(schools, 0) end as school_incidents,
    case when 'report_hate_now' in covering then coalesce(online, 0) end as online_reports,
    case when covering is not null then coalesce(contacts, 0) end as agency_contacts,
    case when covering is not null then coalesce(low, 0) end as unique_incidents_low,
    case when covering is not null then coalesce(central, 0) end as unique_incidents,
    case when covering is not null then coalesce(high, 0) end as unique_incidents_high,
    case when covering is not null then coalesce(people, 0) end as unique_people,
    case when 'police' in covering then coalesce(known_to_police, 0) end as known_to_police,
    case when 'police' in covering then coalesce(central - known_to_police, 0) end as not_known_to_police,
    month.is_provisional
from mart.recorded_crime_month
inner join month using (month_start)
left join contact using (district_code, month_start)
left join incident using (district_code, month_start)
