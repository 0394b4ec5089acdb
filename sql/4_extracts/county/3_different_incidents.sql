-- Distinct (de-duplicated) hate incidents in Warwickshire known to any agency, rolling 12 months
-- Source: Police, Victim Support, EQuIP, schools, reporthatenow.com
-- Period: twelve months to each quarter's end
-- Nuance: An incident that several agencies know about counts once, if their records could be matched. A record that
-- can't be matched counts as a separate incident.
-- Nuance: EQuIP and schools have sent data since September 2015 and reporthatenow.com since May 2017. Each new source
-- adds to the incidents known.
-- Nuance: We show a 12-month figure only when all agencies that still send data have sent it for all 12 months.
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
    'Distinct incidents' as series,
    measure,
    cast(null as varchar) as whole,
    figure
from mart.figure_district_month
cross join settled
where month_start <= last_month and measure = 'unique_incidents'
