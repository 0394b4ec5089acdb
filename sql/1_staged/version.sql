-- The current version of a record, out of all that its agency's deliveries gave.
-- Grain: agency, table_name, record_key
-- Nuance: The newest delivery's accepted version is current; if its row is rejected, the version before stays current.
-- Nuance: A correction replaces what its delivery gave before, whatever days it now states. But if the record's row is
-- rejected, or any rejected row has an unreadable key, the version from the earlier revision stays current.
-- Nuance: is_replaced means that the version is only in an earlier revision of its delivery, which a correction
-- replaced.
-- Nuance: staged.record says whether the record itself is current or withdrawn.
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
