-- How many pairs of persons are waiting for a reviewer.
select null as agency, null as other_agency, null as bucket, count(*) as count
from vault.linkage.doubtful_pair
