-- Interest markers on the police's records in each district, month by month
-- Source: Police
-- Nuance: A record can carry several markers, on both axes: the markers add to more than the records.
-- Nuance: Motivation says why, reporter who told, context neither.
select
    district_name as "District",
    month_start as "Month",
    marker_name as "Marker",
    axis as "Axis",
    police_records as "All records",
    hate_offences as "Hate offences",
    hate_crimed_incidents as "Hate crimed incidents",
    hate_records_twelve_months as "Hate crimes in the twelve months to it",
    round(100 * share_twelve_months, 1) as "Percent of the district's hate crimes",
    case when is_provisional then '[p]' else 'No' end as "Provisional"
from mart.marker_month
order by month_start desc, district_name, axis, marker_name
