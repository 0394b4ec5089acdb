-- Different hate incidents in Warwickshire that any agency knows of, over twelve months
-- Source: Police, Victim Support, EQuIP, schools, reporthatenow.com
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
),

month as (
    select month_start, array_agg(district_code) as districts, sum(figure) as figure
    from mart.figure_district_month
    cross join settled
    where month_start <= last_month and measure = 'unique_incidents'
    group by month_start
),

rolling as (
    select
        *,
        case when count(figure) over twelve = 12 then sum(figure) over twelve end as twelve_months
    from month
    window twelve as (order by month_start rows between 11 preceding and current row)
)

select
    'Warwickshire' as area,
    districts,
    cast(month_start - interval 11 month as date) as first_month,
    month_start as last_month,
    'Different incidents' as series,
    'unique_incidents' as measure,
    cast(null as varchar) as whole,
    twelve_months as figure
from rolling
where month(month_start) in (3, 6, 9, 12) and twelve_months is not null
order by last_month desc
