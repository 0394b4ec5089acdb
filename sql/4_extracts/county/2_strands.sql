-- Hate crime that the police recorded in Warwickshire, by strand, over twelve months
-- Source: Warwickshire Police
-- Nuance: Offences and crimed incidents by the date recorded; the strand is that of the markers put on them.
-- Nuance: One record can carry several markers, or none that says why, so the strands do not add to all.
with counted as (
    select month_start, 'hate_records' as measure, hate_records as figure, district_code, is_provisional
    from mart.trend_month
    inner join star.dim_district using (district_code)
    union all
    select
        month_start,
        'hate_records:' || strand,
        hate_offences + hate_crimed_incidents,
        district_code,
        is_provisional
    from mart.marker_month
    inner join star.dim_interest_marker using (marker_code)
    where strand is not null
),

month as (
    select
        measure,
        month_start,
        array_agg(district_code) as districts,
        case when bool_or(is_provisional) then null else sum(figure) end as figure
    from counted
    group by measure, month_start
),

rolling as (
    select
        *,
        case when count(figure) over twelve = 12 then sum(figure) over twelve end as twelve_months
    from month
    window twelve as (partition by measure order by month_start rows between 11 preceding and current row)
),

heading as (
    select *
    from (
        values
        ('hate_records', 'All hate crimes', 1),
        ('hate_records:race', 'Race', 2),
        ('hate_records:sexual_orientation', 'Sexual orientation', 3),
        ('hate_records:disability', 'Disability', 4),
        ('hate_records:transgender', 'Gender identity', 5),
        ('hate_records:alternative_culture', 'Alternative culture or lifestyle', 6)
    ) as listed (measure, series, place)
)

select
    'Warwickshire' as area,
    districts,
    cast(month_start - interval 11 month as date) as first_month,
    month_start as last_month,
    series,
    measure,
    case when measure <> 'hate_records' then 'hate_records' end as whole,
    twelve_months as figure
from rolling
inner join heading using (measure)
where month(month_start) in (3, 6, 9, 12) and twelve_months is not null
order by last_month desc, place
