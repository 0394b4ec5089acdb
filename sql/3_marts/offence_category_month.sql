-- Police records of an offence category in a district and month, and the markers on its hate offences.
-- Grain: district_code, offence_category, month_start
-- Nuance: Markers are counted on hate offences, as in the 2017 report. Crimed incidents have their own column.
-- Nuance: One offence can carry several markers, for motivation and for reporter, so the marker columns add up to more
-- than offences.
-- Nuance: Counts are NULL if no police delivery covers the month.
with month as (
    select month_start, coverage <> 'none' as is_covered, coverage = 'partial' as is_provisional
    from mart.coverage_month
    where agency = 'police'
),

marked as (
    select
        offence_ref,
        bool_or(marker_code = 'RM') as is_racist,
        bool_or(marker_code = 'HO') as is_homophobic,
        bool_or(marker_code = 'DA') as is_disablist,
        bool_or(marker_code = 'TI') as is_transphobic,
        bool_or(marker_code = 'PAC') as is_alternative_culture,
        bool_or(marker_code = 'HV') as is_reported_by_victim,
        bool_or(marker_code = 'HC') as is_reported_by_other,
        bool_or(marker_code = 'HP') as is_reported_by_police
    from star.bridge_offence_marker
    group by offence_ref
),

record as (
    select *, is_hate and record_type = 'Offence' as is_hate_offence
    from star.fct_offence
    inner join star.dim_date on date = recorded_date
    left join marked using (offence_ref)
    where status = 'current'
),

counted as (
    select
        district_code,
        offence_category,
        month_start,
        count(*) as police_records,
        count(*) filter (where is_hate_offence) as hate_offences,
        count(*) filter (where is_hate and record_type = 'Crimed incident') as hate_crimed_incidents,
        count(*) filter (where is_hate_offence and is_racist) as rm,
        count(*) filter (where is_hate_offence and is_homophobic) as ho,
        count(*) filter (where is_hate_offence and is_alternative_culture) as pac,
        count(*) filter (where is_hate_offence and is_disablist) as da,
        count(*) filter (where is_hate_offence and is_transphobic) as ti,
        count(*) filter (where is_hate_offence and is_reported_by_victim) as hv,
        count(*) filter (where is_hate_offence and is_reported_by_other) as hc,
        count(*) filter (where is_hate_offence and is_reported_by_police) as hp
    from record
    group by district_code, offence_category, month_start
)

select
    district_code,
    offence_category,
    month_start,
    case when is_covered then coalesce(police_records, 0) end as police_records,
    case when is_covered then coalesce(hate_offences, 0) end as hate_offences,
    case when is_covered then coalesce(hate_crimed_incidents, 0) end as hate_crimed_incidents,
    case when is_covered then coalesce(rm, 0) end as rm,
    case when is_covered then coalesce(ho, 0) end as ho,
    case when is_covered then coalesce(pac, 0) end as pac,
    case when is_covered then coalesce(da, 0) end as da,
    case when is_covered then coalesce(ti, 0) end as ti,
    case when is_covered then coalesce(hv, 0) end as hv,
    case when is_covered then coalesce(hc, 0) end as hc,
    case when is_covered then coalesce(hp, 0) end as hp,
    is_provisional
from star.dim_district
cross join star.dim_offence_category
cross join month
left join counted using (district_code, offence_category, month_start)
