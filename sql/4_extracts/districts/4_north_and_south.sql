-- Different hate incidents in the north and south of the county, and what never reached the police, over twelve months
-- Source: Police, Victim Support, EQuIP, schools, reporthatenow.com
-- Period: twelve months to each quarter's end
-- Nuance: North is North Warwickshire, Nuneaton and Bedworth, and Rugby; South is Stratford-on-Avon and Warwick. Both
-- together are the county.
-- Nuance: An incident that several agencies know of counts once, as far as their records could be linked; a record that
-- can't be linked counts as an incident of its own, so that what the police do not know of is rather too high.
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

counted as (
    select measure, month_start, district_code, figure
    from mart.figure_district_month
    union all
    select 'not_known_to_police:only_' || agencies, month_start, district_code, incidents
    from mart.silo_combination_district_month
),

heading as (
    select *
    from (
        values
        ('unique_incidents', 'Different incidents', null, 1),
        ('not_known_to_police', 'Not known to the police', 'unique_incidents', 2),
        ('not_known_to_police:only_victim_support', 'Known to Victim Support alone', 'not_known_to_police', 3)
    ) as listed (measure, series, whole, place)
)

select
    hipp as area,
    district_code,
    month_start,
    series,
    measure,
    whole,
    figure
from counted
inner join heading using (measure)
inner join star.dim_district using (district_code)
cross join settled
where month_start <= last_month
order by hipp, place
