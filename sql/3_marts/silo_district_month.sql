-- What each agency knew of hate in a district in a month, side by side.
-- Grain: district_code, month_start
-- Nuance: Police count by date recorded, cases by date opened, school incidents by incident date, online reports
-- by submission: the columns are contacts with agencies, and one incident can stand in several.
-- Nuance: NULL means that the agency delivered nothing that covers the month; 0 that it delivered, and none.
-- Nuance: agency_contacts adds the agencies that cover the month; a provisional month is covered in part.
with record as (
    select 'police' as agency, record_type as kind, is_hate, district_code, month_start
    from star.fct_offence
    inner join star.dim_date on date = recorded_date
    where status = 'current'
    union all
    select agency, 'Case' as kind, is_hate, district_code, month_start
    from star.fct_case
    inner join star.dim_date on date = opened_date
    where status = 'current'
    union all
    select 'schools' as agency, 'School incident' as kind, true as is_hate, district_code, month_start
    from star.fct_school_incident
    inner join star.dim_date on date = incident_date
    where status = 'current'
    union all
    select 'report_hate_now' as agency, 'Online report' as kind, true as is_hate, district_code, month_start
    from star.fct_online_report
    inner join star.dim_date on date = submitted_date
    where status = 'current'
),

known as (
    select
        agency,
        district_code,
        district_name,
        month_start,
        coverage,
        case when coverage <> 'none' then count(kind) end as records,
        case when coverage <> 'none' then count(kind) filter (where is_hate and kind <> 'Unknown') end as contacts,
        case when coverage <> 'none' then count(kind) filter (where is_hate and kind = 'Offence') end as offences,
        case when coverage <> 'none' then count(kind) filter (where is_hate and kind = 'Crimed incident') end as crimed
    from star.dim_district
    cross join mart.coverage_month
    left join record using (agency, district_code, month_start)
    where agency in ('police', 'victim_support', 'equip', 'schools', 'report_hate_now')
    group by agency, district_code, district_name, month_start, coverage
)

select
    district_code,
    district_name,
    month_start,
    max(offences) filter (where agency = 'police') as police_offences,
    max(crimed) filter (where agency = 'police') as police_crimed_incidents,
    max(records) filter (where agency = 'police') as police_all_records,
    max(contacts) filter (where agency = 'victim_support') as victim_support_cases,
    max(contacts) filter (where agency = 'equip') as equip_hate_cases,
    max(contacts) filter (where agency = 'schools') as school_incidents,
    max(contacts) filter (where agency = 'report_hate_now') as online_reports,
    sum(contacts) as agency_contacts,
    cast(null as bigint) as unique_incidents_low,
    cast(null as bigint) as unique_incidents,
    cast(null as bigint) as unique_incidents_high,
    cast(null as bigint) as unique_people,
    cast(null as bigint) as known_to_police,
    cast(null as bigint) as not_known_to_police,
    bool_or(coverage = 'partial') as is_provisional
from known
group by district_code, district_name, month_start
