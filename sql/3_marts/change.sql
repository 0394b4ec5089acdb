-- How much a figure for a district and month has changed since the release before this one, for one reason.
-- Grain: measure, district_code, month_start, reason
-- Nuance: The reasons add up to the change in the figure. If some raise it and others lower it, it may stay the same.
-- Nuance: A figure that the earlier release did not give (NULL) is here too, as newly covered; mart.revision leaves it
-- out. If there was no earlier release, nothing has changed.
-- Nuance: A new record may become the one that dates a known incident. The incident then adds one late_record in its
-- new month, and takes one off as relinked in its old one.
-- Nuance: A change in how the warehouse itself counts shows as corrected, or as relinked if the figure depends on
-- linkage.
with recounted as (
    select
        agency,
        record_ref,
        measure,
        district_code,
        month_start,
        coalesce(present.counted, 0) - coalesce(past.counted, 0) as change
    from star.bridge_record_measure as present
    full join published.record_measure as past using (agency, record_ref, measure, district_code, month_start)
    where present.counted is distinct from past.counted
),

sent_before as (
    select distinct agency || '/' || delivery_date as delivery_id
    from published.delivery
    where status = 'loaded'
),

explained as (
    select
        measure,
        recounted.district_code,
        recounted.month_start,
        change,
        case
            when past.record_ref is null and coalesce(coverage, 'none') <> 'complete' then 'newly_covered'
            when past.record_ref is null and sent_before.delivery_id is null then 'late_record'
            when past.record_ref is null or present.record_ref is null then 'corrected'
            when past.status = 'current' and present.status = 'withdrawn' then 'withdrawn'
            when past.is_hate <> present.is_hate and agency = 'police' then 'marker_changed'
            when past.record_date <> present.record_date or past.district_code <> present.district_code then 'corrected'
            when past.status = present.status and is_by_linkage then 'relinked'
            else 'corrected'
        end as reason
    from recounted
    inner join star.dim_measure using (measure)
    left join star.fct_record as present using (agency, record_ref)
    left join published.record as past using (agency, record_ref)
    left join sent_before on sent_before.delivery_id = present.delivery_id
    left join published.coverage
        on coverage.agency = present.agency and coverage.month_start = date_trunc('month', present.record_date)
)

select measure, district_code, district_name, month_start, reason, sum(change) as change
from explained
inner join star.dim_district using (district_code)
where exists (select release_id from audit.release)
group by measure, district_code, district_name, month_start, reason
having sum(change) <> 0
