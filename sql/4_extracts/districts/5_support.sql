-- Cases opened by Victim Support and EQuIP in the north and south of the county, rolling 12 months
-- Source: Victim Support, EQuIP
-- Period: twelve months to each quarter's end
-- Nuance: North is North Warwickshire, Nuneaton and Bedworth, and Rugby. South is Stratford-on-Avon and Warwick.
-- Together they make up the county.
-- Nuance: Cases about hate, by date opened.
with counted as (
    select
        district_code,
        month_start,
        'Victim Support: cases' as series,
        'victim_support_cases' as measure,
        cases as figure,
        is_provisional
    from mart.support_case_month
    union all
    select district_code, month_start, 'EQuIP: hate casework', 'equip_hate_cases', hate_casework, is_provisional
    from mart.casework_month
)

select
    hipp as area,
    district_code,
    month_start,
    series,
    measure,
    cast(null as varchar) as whole,
    case when not is_provisional then figure end as figure
from counted
inner join star.dim_district using (district_code)
order by hipp, series desc
