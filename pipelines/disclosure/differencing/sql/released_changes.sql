-- A figure that a release changed.
select distinct release_id, measure, district_code, month_start
from audit.published_change
