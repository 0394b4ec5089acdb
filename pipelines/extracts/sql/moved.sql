-- How many figures for some districts changed since the newest release, for which months and why, by agency. Figures
-- that depend on linkage have no agency.
with moved as (
    select measure, month_start, list(reason) as reasons
    from mart.change
    where reason <> 'newly_covered' and list_contains($districts, district_code)
    group by measure, district_code, month_start
    having sum(change) <> 0
)

select
    case when not is_by_linkage then covered_by end as agency,
    count(*) as figures,
    list(distinct month_start order by month_start) as months,
    flatten(list(reasons)) as reasons
from moved
inner join star.dim_measure using (measure)
where is_by_linkage or list_contains($agencies, covered_by)
group by agency
