-- How many distinct incidents in the year to August 2017 did the police never hear of, and which agencies did?
-- Nuance: The police know of an incident if they hold any record about it, hate or not, from any month.
-- Nuance: School incidents name no one and no record cites them, so each one is alone here.
-- Nuance: Months that an agency did not deliver look quiet here: see which_months_are_missing.sql. Online reports begin
-- in May 2017.
with year as (
    select
        agencies,
        sum(incidents) as incidents,
        100.0 * sum(incidents) / sum(sum(incidents)) over () as percent_of_all_incidents
    from mart.silo_combination_district_month
    where month_start between date '2016-09-01' and date '2017-08-01'
    group by agencies
)

select agencies, incidents, percent_of_all_incidents
from year
where agencies not like '%police%' and incidents > 0
order by incidents desc, agencies
