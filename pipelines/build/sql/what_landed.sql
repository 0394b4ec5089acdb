-- A row for each agency: one hash of the outcome of its deliveries.
select
    agency,
    md5(string_agg(
        concat_ws(' ', delivery_date, file, revision, status, sha256, contract_sha256), chr(10)
        order by delivery_date, file, revision
    )) as made_of
from audit.delivery
group by agency
order by agency
