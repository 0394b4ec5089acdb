-- The months whose coverage has changed since the newest release, by agency and kind of change.
with compared as (
    select
        agency,
        month_start,
        case
            when past.coverage = 'partial' and present.coverage = 'complete' then 'completed'
            when coalesce(past.coverage, 'none') = 'none' and present.coverage <> 'none' then 'new'
            when past.coverage <> 'none' and coalesce(present.coverage, 'none') = 'none' then 'lost'
        end as change
    from mart.coverage_month as present
    full join published.coverage as past using (agency, month_start)
)

select agency, change, list(month_start order by month_start) as months
from compared
where change is not null
group by agency, change
