-- A file of a delivery as it is in the ledger, in its newest revision; a pull that failed is none.
select file, sha256, contract_sha256
from audit.delivery
where agency = $agency and delivery_date = $delivery_date and (file <> $database or sha256 is not null)
qualify revision = max(revision) over ()
