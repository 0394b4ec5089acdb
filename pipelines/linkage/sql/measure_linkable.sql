-- How many of an agency's records of hate can be linked.
select agency, null as other_agency, null as bucket, count(*) filter (where linkable) as count
from incident_record
where is_hate
group by agency
order by all
