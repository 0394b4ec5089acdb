-- In every district and month, the combinations of agencies add up to the distinct incidents.
-- Checks: mart.silo_combination_district_month
with combined as (
    select district_code, month_start, sum(incidents) as incidents
    from mart.silo_combination_district_month
    group by district_code, month_start
)

select district_code, month_start
from mart.silo_district_month
left join combined using (district_code, month_start)
where coalesce(unique_incidents, 0) <> coalesce(incidents, 0)
