-- How many records of a kind an agency has.
select agency, null as other_agency, null as bucket, count(*) as count
from measured_record
where kind = $kind and counts
group by agency
order by all
