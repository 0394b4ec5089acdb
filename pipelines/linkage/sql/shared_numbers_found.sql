-- How many person numbers of an agency were not used in the newest linkage.
select agency, count
from audit.linkage_quality
where measure = 'shared_numbers' and linked_at = (select max(linked_at) from audit.linkage_quality)
order by agency
