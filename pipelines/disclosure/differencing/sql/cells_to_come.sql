-- A count that the release to come would print in a statistical workbook.
select source, area, first_month, last_month, series, measure, whole, districts, shown, low, high
from extract.published_cell
