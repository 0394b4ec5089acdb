-- A file of a delivery, in its newest revision: what went into a release.
select agency, cast(delivery_date as varchar) as delivery_date, file, revision, status, sha256
from audit.delivery
where is_contracted
qualify revision = max(revision) over (partition by agency, delivery_date)
order by agency, delivery_date, file
