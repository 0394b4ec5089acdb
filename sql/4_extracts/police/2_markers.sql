-- Interest markers on police records in each district, by month
-- Source: Police
-- Nuance: One record can carry several markers, on one or more axes, so the markers add up to more than the records.
-- Nuance: The axis says what a marker shows: motivation is why, reporter is who reported the incident, and context is
-- neither.
select
    district_name as "District",
    month_start as "Month",
    marker_name as "Marker",
    axis as "Axis",
    police_records as "All records",
    hate_offences as "Hate offences",
    hate_crimed_incidents as "Hate crimed incidents",
    hate_records_twelve_months as "Hate crimes, rolling 12 months",
    round(100 * share_twelve_months, 1) as "Share of the district's hate crimes, rolling 12 months (%)",
    case when is_provisional then '[p]' else 'No' end as "Provisional"
from mart.marker_month
order by month_start desc, district_name, axis, marker_name
