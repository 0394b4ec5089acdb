-- What did each release say about Rugby in March 2017, and why has the figure changed since?
-- Nuance: A figure that has not changed since a release has no revision: its reasons are 0.
-- Nuance: The reasons cover all the changes since that release, put together.
-- Nuance: To find the release that an analyst's figures came from, use its folder's name: hatecrime releases lists
-- them.
with stated as (
    select release.release_id, released_at, measure, district_code, month_start, figure as published
    from audit.release as release
    inner join audit.published_figure as past on past.release_id <= release.release_id
    qualify row_number() over (
        partition by release.release_id, measure, district_code, month_start order by past.release_id desc
    ) = 1
)

select
    release_id,
    released_at,
    measure,
    stated.published,
    present.figure,
    coalesce(newly_covered, 0) as newly_covered,
    coalesce(late_record, 0) as late_record,
    coalesce(marker_changed, 0) as marker_changed,
    coalesce(withdrawn, 0) as withdrawn,
    coalesce(relinked, 0) as relinked,
    coalesce(corrected, 0) as corrected
from stated
inner join mart.figure_district_month as present using (measure, district_code, month_start)
left join mart.revision using (release_id, measure, district_code, month_start)
where present.district_name = 'Rugby' and month_start = date '2017-03-01' and measure like 'unique_incidents%'
order by measure, release_id
