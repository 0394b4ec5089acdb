-- What each agency knew of hate in a district in a month, side by side.
-- Grain: district_code, month_start
-- Nuance: Police count by date recorded, cases by date opened, school incidents by incident date, online reports
-- by submission: the columns are contacts with agencies, and one incident can stand in several.
-- Nuance: NULL means that the agency delivered nothing that covers the month; 0 that it delivered, and none.
-- Nuance: agency_contacts adds the agencies that cover the month; a provisional month is covered in part.
with month as (
    select
        month_start,
        bool_or(agency = 'police' and coverage <> 'none') as has_police,
        bool_or(agency = 'victim_support' and coverage <> 'none') as has_victim_support,
        bool_or(coverage = 'partial') as is_provisional
    from mart.coverage_month
    group by month_start
),

police as (
    select
        district_code,
        month_start,
        count(*) filter (where is_hate and record_type = 'Offence') as offences,
        count(*) filter (where is_hate and record_type = 'Crimed incident') as crimed_incidents,
        count(*) as all_records
    from star.fct_offence
    inner join star.dim_date on date = recorded_date
    where status = 'current'
    group by district_code, month_start
),

support as (
    select district_code, month_start, count(*) filter (where agency = 'victim_support') as victim_support_cases
    from star.fct_case
    inner join star.dim_date on date = opened_date
    where status = 'current' and is_hate
    group by district_code, month_start
),

counted as (
    select
        district_code,
        district_name,
        month_start,
        case when has_police then coalesce(police.offences, 0) end as police_offences,
        case when has_police then coalesce(police.crimed_incidents, 0) end as police_crimed_incidents,
        case when has_police then coalesce(police.all_records, 0) end as police_all_records,
        case when has_victim_support then coalesce(support.victim_support_cases, 0) end as victim_support_cases,
        has_police or has_victim_support as has_any,
        is_provisional
    from star.dim_district
    cross join month
    left join police using (district_code, month_start)
    left join support using (district_code, month_start)
)

select
    district_code,
    district_name,
    month_start,
    police_offences,
    police_crimed_incidents,
    police_all_records,
    victim_support_cases,
    cast(null as bigint) as equip_hate_cases,
    cast(null as bigint) as school_incidents,
    cast(null as bigint) as online_reports,
    case
        when has_any
            then
                coalesce(police_offences, 0)
                + coalesce(police_crimed_incidents, 0)
                + coalesce(victim_support_cases, 0)
    end as agency_contacts,
    cast(null as bigint) as unique_incidents_low,
    cast(null as bigint) as unique_incidents,
    cast(null as bigint) as unique_incidents_high,
    cast(null as bigint) as unique_people,
    cast(null as bigint) as known_to_police,
    cast(null as bigint) as not_known_to_police,
    is_provisional
from counted
