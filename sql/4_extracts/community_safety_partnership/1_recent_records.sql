-- Each hate crime that the police recorded in the last three months
-- Source: Police
-- Nuance: Each row is one offence or crimed incident, without its reference. Rows are sorted only by the columns
-- shown, so their order reveals nothing more.
-- Nuance: The ages are those of the victims, separated by semicolons. The warehouse holds no postcodes.
with last_months as (
    select month_start
    from mart.coverage_month
    where agency = 'police' and coverage <> 'none'
    order by month_start desc
    limit 3
),

markers as (
    select offence_ref, string_agg(marker_name, '; ' order by marker_name) as markers
    from star.bridge_offence_marker
    inner join star.dim_interest_marker using (marker_code)
    group by offence_ref
),

victims as (
    select offence_ref, string_agg(age_band, '; ' order by age_band) as age_bands
    from star.bridge_offence_victim
    group by offence_ref
)

select
    district_name as "District",
    month_start as "Month",
    record_type as "Recorded as",
    offence_category as "Offence category",
    coalesce(markers, 'None') as "Interest markers",
    coalesce(age_bands, 'No victim recorded') as "Ages of victims"
from star.fct_offence
inner join star.dim_date on date = recorded_date
inner join last_months using (month_start)
inner join star.dim_district using (district_code)
left join markers using (offence_ref)
left join victims using (offence_ref)
where status = 'current' and is_hate and record_type <> 'Unknown'
order by month_start desc, district_name, offence_category, markers, age_bands, record_type
