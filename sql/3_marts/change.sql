-- What has changed in a figure of a district and a month since the newest release before this one, for one reason.
-- Grain: measure, district_code, month_start, reason
-- Nuance: The reasons add to the change of the figure; where some raise it and others lower it, it may be the same.
-- Nuance: A figure that was not given yet (NULL) is here too, as late records; mart.revision leaves it out. Where no
-- release was made before, nothing has changed.
-- Nuance: A record of an incident that was known already is told of by one record more and from another's: one
-- late_record in its month, less one relinked in the other's.
-- Nuance: What the warehouse itself comes to count in another way shows as corrected, or as relinked where it depends
-- on linkage.
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
        month_start,
        change,
        case
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
)

select measure, district_code, district_name, month_start, reason, sum(change) as change
from explained
inner join star.dim_district using (district_code)
where exists (select release_id from audit.release)
group by measure, district_code, district_name, month_start, reason
having sum(change) <> 0
