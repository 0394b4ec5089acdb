-- A figure that the release to come would change.
select distinct measure, district_code, month_start
from mart.change
