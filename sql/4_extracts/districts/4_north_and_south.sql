-- Distinct (de-duplicated) hate incidents in the north and south of the county, and those that never reached the
-- police, rolling 12 months
-- Source: Police, Victim Support, EQuIP, schools, reporthatenow.com
-- Period: twelve months to each quarter's end
-- Nuance: North is North Warwickshire, Nuneaton and Bedworth, and Rugby. South is Stratford-on-Avon and Warwick.
-- Together they make up the county.
-- Nuance: An incident that several agencies know about counts once, if their records could be matched.
-- Nuance: A record that can't be matched counts as a separate incident, so the true number not known to the police is
-- likely to be lower.
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
        ('unique_incidents', 'Distinct incidents', null, 1),
        ('not_known_to_police', 'Not known to the police', 'unique_incidents', 2),
        ('not_known_to_police:only_victim_support', 'Known only to Victim Support', 'not_known_to_police', 3)
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
