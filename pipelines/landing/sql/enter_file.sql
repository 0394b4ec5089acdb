-- What became of one file in one revision of a delivery.
insert into audit.delivery
values (
    $agency,
    $delivery_date,
    $file,
    $revision,
    $status,
    $rows_sent,
    $rows_accepted,
    $rows_duplicate,
    $rows_rejected,
    $warnings,
    $sha256,
    $loaded_at,
    $reason,
    $covers_from,
    $covers_to,
    $restates,
    $is_contracted,
    $contract_sha256
)
