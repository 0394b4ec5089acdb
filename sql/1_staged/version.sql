-- The version of a record that is in force, of all that its agency's deliveries gave.
-- Grain: agency, table_name, record_key
-- Nuance: The newest delivery's accepted version is in force; a rejected row leaves the one before it standing.
-- Nuance: A correction of a delivery replaces what it gave before, whatever days it now states; but where its row is
-- rejected, or the key of one of its rejected rows could not be read, the version of its earlier revision stands.
-- Nuance: is_replaced says that it stands only in an earlier revision of its delivery, which a correction replaced.
-- Nuance: Whether the record still stands is said by staged.record.
with held as (
    select distinct record.delivery_id, record.table_name, record.record_key
    from landed.record as record
    inner join staged.delivery using (delivery_id, revision)
    where record.record_key is not null
),

given as (
    select
        record.*,
        delivery.restates,
        record.revision <> delivery.revision and held.record_key is null and not delivery.is_unsure as is_replaced
    from landed.record as record
    inner join staged.delivery as delivery using (delivery_id)
    left join held using (delivery_id, table_name, record_key)
    where record.verdict = 'accepted'
)

select
    agency,
    table_name,
    record_key,
    record_date,
    parent_table,
    parent_key,
    delivery_id,
    delivery_date,
    revision,
    row_number,
    is_replaced
from given
where restates or not is_replaced
qualify row_number() over (
    partition by agency, table_name, record_key
    order by is_replaced, delivery_date desc, revision desc, row_number desc
) = 1
