-- How many of an agency's person numbers are on records with too many different names to be one person's.
select agency, null as other_agency, null as bucket, count(*) as count
from shared_number
group by agency
order by all
