-- How many of an agency's current records are not in the vault.
select agency, null as other_agency, null as bucket, cast(sum(records) as bigint) as count
from person_missing
group by agency
order by all
