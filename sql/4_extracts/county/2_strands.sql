-- Hate crime recorded by the police in Warwickshire, by strand, rolling 12 months
-- Source: Warwickshire Police
-- Period: twelve months to each quarter's end
-- Nuance: Offences and crimed incidents by date recorded. The strand comes from the markers on each record.
-- Nuance: One record can carry several markers, or none that shows why, so the strands don't add up to all hate crimes.
with counted as (
    select district_code, month_start, 'hate_records' as measure, hate_records as figure, is_provisional
    from mart.trend_month
    union all
    select
        district_code,
        month_start,
        'hate_records:' || strand,
        hate_offences + hate_crimed_incidents,
        is_provisional
    from mart.marker_month
    inner join star.dim_interest_marker using (marker_code)
),

heading as (
    select *
    from (
        values
        ('hate_records', 'All hate crimes', null, 1),
        ('hate_records:race', 'Race', 'hate_records', 2),
        ('hate_records:sexual_orientation', 'Sexual orientation', 'hate_records', 3),
        ('hate_records:disability', 'Disability', 'hate_records', 4),
        ('hate_records:transgender', 'Gender identity', 'hate_records', 5),
        ('hate_records:alternative_culture', 'Alternative culture or lifestyle', 'hate_records', 6)
    ) as listed (measure, series, whole, place)
)

select
    'Warwickshire' as area,
    district_code,
    month_start,
    series,
    measure,
    whole,
    case when not is_provisional then figure end as figure
from counted
inner join star.dim_district using (district_code)
inner join heading using (measure)
order by place
