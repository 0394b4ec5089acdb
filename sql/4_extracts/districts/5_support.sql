-- Cases that Victim Support and EQuIP opened in the north and the south of the county, over twelve months
-- Source: Victim Support, EQuIP
-- Nuance: North is North Warwickshire, Nuneaton and Bedworth, and Rugby; South is Stratford-on-Avon and Warwick. Both
-- together are the county.
-- Nuance: Cases about hate, by the date opened.
with counted as (
    select month_start, district_code, 'victim_support_cases' as measure, cases as figure, is_provisional
    from mart.support_case_month
    union all
    select month_start, district_code, 'equip_hate_cases', hate_casework, is_provisional
    from mart.casework_month
),

month as (
    select
        hipp,
        measure,
        month_start,
        array_agg(district_code) as districts,
        case when bool_or(is_provisional) then null else sum(figure) end as figure
    from counted
    inner join star.dim_district using (district_code)
    group by hipp, measure, month_start
),

rolling as (
    select
        *,
        case when count(figure) over twelve = 12 then sum(figure) over twelve end as twelve_months
    from month
    window twelve as (partition by hipp, measure order by month_start rows between 11 preceding and current row)
),

heading as (
    select *
    from (
        values
        ('victim_support_cases', 'Victim Support: cases', 1),
        ('equip_hate_cases', 'EQuIP: hate casework', 2)
    ) as listed (measure, series, place)
)

select
    hipp as area,
    districts,
    cast(month_start - interval 11 month as date) as first_month,
    month_start as last_month,
    series,
    measure,
    cast(null as varchar) as whole,
    twelve_months as figure
from rolling
inner join heading using (measure)
where month(month_start) in (3, 6, 9, 12)
    and month_start in (select month_start from rolling where twelve_months is not null)
order by last_month desc, hipp, place
