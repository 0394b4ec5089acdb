-- Over the districts, OUT and UNK among them, the months add to the current records of the star.
-- Checks: mart.silo_district_month
with published as (
    select
        sum(police_all_records) as records,
        sum(police_offences + police_crimed_incidents) as hate_records,
        sum(victim_support_cases) as cases
    from mart.silo_district_month
),

recorded as (
    select count(*) as records, count(*) filter (where is_hate and record_type <> 'Unknown') as hate_records
    from star.fct_offence
    where status = 'current'
),

supported as (
    select count(*) as cases
    from star.fct_case
    where agency = 'victim_support' and status = 'current' and is_hate
)

select *
from published
cross join recorded
cross join supported
where coalesce(published.records, 0) <> recorded.records
    or coalesce(published.hate_records, 0) <> recorded.hate_records
    or coalesce(published.cases, 0) <> supported.cases
