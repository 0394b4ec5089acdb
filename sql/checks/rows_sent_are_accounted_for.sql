-- Every row of a loaded file has its verdict in landed.record, and the numbers match those in the ledger.
-- Checks: staged.record
with ledger as (
    select
        agency || '/' || delivery_date as delivery_id,
        file,
        revision,
        rows_accepted,
        rows_duplicate,
        rows_rejected
    from audit.delivery
    where status = 'loaded'
),

given as (
    select
        delivery_id,
        lower(file) as file,
        revision,
        count(distinct (part, row_number)) filter (where verdict = 'accepted') as rows_accepted,
        count(distinct (part, row_number)) filter (where verdict = 'duplicate') as rows_duplicate,
        count(distinct (part, row_number)) filter (where verdict = 'rejected') as rows_rejected
    from landed.record
    group by delivery_id, lower(file), revision
)

select ledger.delivery_id, ledger.file
from ledger
full join given using (delivery_id, file, revision)
where coalesce(ledger.rows_accepted, 0) <> coalesce(given.rows_accepted, 0)
    or coalesce(ledger.rows_duplicate, 0) <> coalesce(given.rows_duplicate, 0)
    or coalesce(ledger.rows_rejected, 0) <> coalesce(given.rows_rejected, 0)
