-- The months that an agency's deliveries don't cover in full, by how much they cover.
select agency, coverage, list(month_start order by month_start) as months
from mart.coverage_month
where coverage <> 'complete' and month_start between $first and $last
group by agency, coverage
