-- In each district, including OUT and UNK, the months add up to the star's current records.
-- Checks: mart.silo_district_month
-- Nuance: A school incident or online report from before the first month covered is not counted, nor is a record in a
-- month that no current delivery covers.
with published as (
    select
        district_code,
        sum(police_all_records) as records,
        sum(police_offences + police_crimed_incidents) as hate_records,
        sum(victim_support_cases) as victim_support_cases,
        sum(equip_hate_cases) as equip_hate_cases,
        sum(school_incidents) as school_incidents,
        sum(online_reports) as online_reports,
        sum(agency_contacts) as contacts
    from mart.silo_district_month
    group by district_code
),

untyped as (
    select offence_ref
    from star.fct_offence
    where record_type = 'Unknown'
),

record as (
    select
        agency,
        month_start,
        district_code,
        is_hate and (agency <> 'police' or record_ref not in (select offence_ref from untyped)) as is_counted
    from star.fct_record
    inner join star.dim_date on date = record_date
    where status = 'current'
),

held as (
    select
        district_code,
        count(*) filter (where agency = 'police') as records,
        count(*) filter (where agency = 'police' and is_counted) as hate_records,
        count(*) filter (where agency = 'victim_support' and is_counted) as victim_support_cases,
        count(*) filter (where agency = 'equip' and is_counted) as equip_hate_cases,
        count(*) filter (where agency = 'schools' and is_counted) as school_incidents,
        count(*) filter (where agency = 'report_hate_now' and is_counted) as online_reports,
        count(*) filter (where is_counted) as contacts
    from record
    inner join mart.coverage_month using (agency, month_start)
    where coverage <> 'none'
    group by district_code
)

select district_code
from published
full join held using (district_code)
where coalesce(published.records, 0) <> coalesce(held.records, 0)
    or coalesce(published.hate_records, 0) <> coalesce(held.hate_records, 0)
    or coalesce(published.victim_support_cases, 0) <> coalesce(held.victim_support_cases, 0)
    or coalesce(published.equip_hate_cases, 0) <> coalesce(held.equip_hate_cases, 0)
    or coalesce(published.school_incidents, 0) <> coalesce(held.school_incidents, 0)
    or coalesce(published.online_reports, 0) <> coalesce(held.online_reports, 0)
    or coalesce(published.contacts, 0) <> coalesce(held.contacts, 0)
