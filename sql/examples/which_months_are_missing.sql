-- Which months is the warehouse missing, in whole or in part, and from which agency?
-- Nuance: In every mart these months are NULL, not 0; sum() leaves them out silently.
-- Nuance: The grid runs from the first month that any agency covers to the last. An agency that began later is missing
-- every month before.
with numbered as (
    select
        agency,
        month_start,
        coverage,
        row_number() over (partition by agency order by month_start)
            - row_number() over (partition by agency, coverage order by month_start) as stretch
    from mart.coverage_month
)

select
    agency_name,
    coverage,
    min(month_start) as first_month,
    max(month_start) as last_month,
    count(*) as months
from numbered
inner join star.dim_agency using (agency)
where coverage <> 'complete'
group by agency_name, coverage, stretch
order by agency_name, first_month
