-- Hate crime in each JSNA area, 12 months to the last complete month
-- Source: Police; population figures for JSNA areas are illustrative
with last_month as (
    select max(month_start) as month_start
    from mart.coverage_month
    where agency = 'police' and coverage = 'complete'
)

select
    district_name as "District",
    jsna_area as "JSNA area",
    month_start as "12 months to",
    hate_records_twelve_months as "Hate crimes",
    area_rate_month.population as "Residents",
    round(rate_per_1000, 2) as "Hate crimes per 1,000 residents"
from mart.area_rate_month
inner join last_month using (month_start)
inner join star.dim_district using (district_code)
order by rate_per_1000 desc, jsna_area
