-- Over the districts, OUT and UNK among them, the months add to the current records of the star.
-- Checks: mart.silo_district_month
-- Nuance: A school incident or an online report from before the first month covered is counted in none, nor is a
-- record that stands in a month which nothing in force covers.
with published as (
    select
        sum(police_all_records) as records,
        sum(police_offences + police_crimed_incidents) as hate_records,
        sum(victim_support_cases) as victim_support_cases,
        sum(equip_hate_cases) as equip_hate_cases,
        sum(school_incidents) as school_incidents,
        sum(online_reports) as online_reports,
        sum(agency_contacts) as contacts
    from mart.silo_district_month
),

recorded as (
    select count(*) as records, count(*) filter (where is_hate and record_type <> 'Unknown') as hate_records
    from star.fct_offence
    inner join mart.coverage_month as month
        on month.agency = 'police' and coverage <> 'none' and month_start = date_trunc('month', recorded_date)
    where status = 'current'
),

opened as (
    select
        count(*) as hate_cases,
        count(*) filter (where opened_case.agency = 'victim_support') as victim_support_cases,
        count(*) filter (where opened_case.agency = 'equip') as equip_hate_cases
    from star.fct_case as opened_case
    inner join mart.coverage_month as month
        on month.agency = opened_case.agency and coverage <> 'none' and month_start = date_trunc('month', opened_date)
    where status = 'current' and is_hate
),

happened as (
    select count(*) as school_incidents
    from star.fct_school_incident
    inner join mart.coverage_month as month
        on month.agency = 'schools' and coverage <> 'none' and month_start = date_trunc('month', incident_date)
    where status = 'current'
),

reported as (
    select count(*) as online_reports
    from star.fct_online_report
    inner join mart.coverage_month as month
        on month.agency = 'report_hate_now' and coverage <> 'none' and month_start = date_trunc('month', submitted_date)
    where status = 'current'
)

select *
from published
cross join recorded
cross join opened
cross join happened
cross join reported
where coalesce(published.records, 0) <> recorded.records
    or coalesce(published.hate_records, 0) <> recorded.hate_records
    or coalesce(published.victim_support_cases, 0) <> opened.victim_support_cases
    or coalesce(published.equip_hate_cases, 0) <> opened.equip_hate_cases
    or coalesce(published.school_incidents, 0) <> happened.school_incidents
    or coalesce(published.online_reports, 0) <> reported.online_reports
    or coalesce(published.contacts, 0)
    <> recorded.hate_records
    + opened.hate_cases
    + happened.school_incidents
    + reported.online_reports
