-- How many of an agency's records in force the vault does not know.
select agency, null as other_agency, null as bucket, cast(sum(records) as bigint) as count
from person_missing
group by agency
order by all
