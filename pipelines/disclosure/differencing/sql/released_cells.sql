-- A count that a release printed in a statistical workbook.
select
    release_id, source, area, first_month, last_month, series, measure, whole, districts, shown, low, high
from audit.published_cell
order by release_id
