-- A figure for a district and month that has changed since an earlier release published it, and why.
-- Grain: release_id, measure, district_code, month_start
-- Nuance: Only figures that have changed are here. A figure that the earlier release did not give (NULL) is new, not
-- revised.
-- Nuance: A release since which nothing has changed has no rows, and nor has a release_id that is mistyped: look it up
-- in audit.release.
-- Nuance: The reasons add up to the change. If some raise the figure and others lower it, it may stay the same.
-- Nuance: The figures are those of silo_district_month: add them over districts and months, never over measures. To
-- compare other marts, attach both releases.
-- Nuance: If an agency had covered a month only partly or not at all, later deliveries add to it. newly_covered says by
-- how much. mart.change says more about the reasons.
with since as (
    select release.release_id, measure, district_code, month_start, reason, change
    from audit.release as release
    inner join audit.published_change as later on later.release_id > release.release_id
    union all
    select release_id, measure, district_code, month_start, reason, change
    from audit.release
    cross join mart.change
),

explained as (
    select
        release_id,
        measure,
        district_code,
        month_start,
        sum(change) as change,
        coalesce(sum(change) filter (where reason = 'newly_covered'), 0) as newly_covered,
        coalesce(sum(change) filter (where reason = 'late_record'), 0) as late_record,
        coalesce(sum(change) filter (where reason = 'marker_changed'), 0) as marker_changed,
        coalesce(sum(change) filter (where reason = 'withdrawn'), 0) as withdrawn,
        coalesce(sum(change) filter (where reason = 'relinked'), 0) as relinked,
        coalesce(sum(change) filter (where reason = 'corrected'), 0) as corrected
    from since
    group by release_id, measure, district_code, month_start
),

stated as (
    select explained.*, past.figure as published
    from explained
    inner join audit.published_figure as past using (measure, district_code, month_start)
    where past.release_id <= explained.release_id
    qualify row_number() over (
        partition by explained.release_id, measure, district_code, month_start order by past.release_id desc
    ) = 1
)

select
    release_id,
    measure,
    district_code,
    district_name,
    month_start,
    published,
    figure,
    change,
    newly_covered,
    late_record,
    marker_changed,
    withdrawn,
    relinked,
    corrected
from stated
inner join star.dim_district using (district_code)
left join mart.figure_district_month using (measure, district_code, district_name, month_start)
where published is not null
    and (newly_covered, late_record, marker_changed, withdrawn, relinked, corrected) <> (0, 0, 0, 0, 0, 0)
