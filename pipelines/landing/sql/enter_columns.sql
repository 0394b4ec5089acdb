-- How each column in one revision of a delivery was found.
insert into audit.column
select
    $agency,
    $delivery_date,
    $revision,
    unnest(cast($table_name as varchar[])),
    unnest(cast($column_name as varchar[])),
    unnest(cast($met as varchar[])),
    unnest(cast($alias as varchar[])),
    unnest(cast($cells as bigint[])),
    unnest(cast($missing as bigint[])),
    unnest(cast($unmapped as bigint[]))
