-- A file in a delivery as the ledger has it, in its newest revision. A failed pull isn't a file.
select file, sha256, contract_sha256
from audit.delivery
where agency = $agency and delivery_date = $delivery_date and (file <> $database or sha256 is not null)
qualify revision = max(revision) over ()
