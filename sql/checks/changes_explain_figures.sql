-- What the release before this one published, and the changes since, add up to the current figures.
-- Checks: mart.revision
with stated as (
    select measure, district_code, month_start, figure
    from audit.published_figure
    qualify row_number() over (partition by measure, district_code, month_start order by release_id desc) = 1
),

changed as (
    select measure, district_code, month_start, sum(change) as change
    from mart.change
    group by measure, district_code, month_start
)

select measure, district_code, month_start
from mart.figure_district_month as present
full join stated using (measure, district_code, month_start)
full join changed using (measure, district_code, month_start)
where exists (select release_id from audit.release)
    and coalesce(present.figure, 0) - coalesce(stated.figure, 0) <> coalesce(change, 0)
