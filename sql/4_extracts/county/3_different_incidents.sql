-- Different hate incidents in Warwickshire that any agency knows of, over twelve months
-- Source: Police, Victim Support, EQuIP, schools, reporthatenow.com
-- Period: twelve months to each quarter's end
-- Nuance: An incident that several agencies know of counts once, as far as their records could be linked; a record that
-- can't be linked counts as an incident of its own.
-- Nuance: EQuIP and schools have delivered since September 2015 and reporthatenow.com since May 2017: with each the
-- incidents known grow.
-- Nuance: Twelve months stand here once every agency that still delivers has delivered all of them.
with settled as (
    select min(last_month) as last_month
    from (
        select agency, max(month_start) as last_month
        from mart.coverage_month
        where coverage = 'complete' and agency in (select covered_by from star.dim_measure)
        group by agency
    ) as agency
    where last_month >= (select max(month_start) - interval 12 month from mart.coverage_month)
)

select
    'Warwickshire' as area,
    district_code,
    month_start,
    'Different incidents' as series,
    measure,
    cast(null as varchar) as whole,
    figure
from mart.figure_district_month
cross join settled
where month_start <= last_month and measure = 'unique_incidents'
