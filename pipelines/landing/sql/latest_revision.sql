-- A delivery's newest revision, what became of that revision, and the hashes of its files.
select revision, status, map_from_entries(list((file, sha256)) filter (sha256 is not null))
from audit.delivery
where agency = $agency and delivery_date = $delivery_date
group by revision, status
order by revision desc
limit 1
