-- A record that some delivery held, the version of it in force, and whether it still stands.
-- Grain: agency, table_name, record_key
-- Nuance: The newest delivery's accepted version is in force; a rejected row leaves the one before it standing.
-- Nuance: A record is withdrawn when a later delivery that restates its day no longer holds it. Where the key
-- of a rejected row could not be read, that row may be any record, so that delivery withdraws nothing.
-- Nuance: A correction of a delivery replaces what it gave before, but where its row is rejected the version of
-- its earlier revision stands.
-- Nuance: The day of a marker or a victim is its offence's, as the version of the offence in force has it.
with held as (
    select distinct record.delivery_id, record.table_name, record.record_key
    from landed.record as record
    inner join staged.delivery using (delivery_id, revision)
    where record.record_key is not null
),

version as (
    select record.*
    from landed.record as record
    inner join staged.delivery as delivery using (delivery_id)
    left join held
        on held.delivery_id = record.delivery_id
        and held.table_name = record.table_name
        and held.record_key = record.record_key
    where record.verdict = 'accepted'
        and (record.revision = delivery.revision or delivery.restates or held.record_key is not null)
    qualify row_number() over (
        partition by record.agency, record.table_name, record.record_key
        order by record.delivery_date desc, record.revision desc, record.row_number desc
    ) = 1
),

dated as (
    select version.*, coalesce(parent.record_date, version.record_date) as restated_by
    from version
    left join version as parent
        on parent.agency = version.agency
        and parent.table_name = version.parent_table
        and parent.record_key = version.parent_key
),

withdrawing as (
    select delivery.*, span.covers_from, span.covers_to
    from staged.delivery as delivery
    inner join staged.covered as span using (delivery_id)
    left join landed.record as unreadable
        on unreadable.delivery_id = delivery.delivery_id
        and unreadable.revision = delivery.revision
        and unreadable.verdict = 'rejected'
        and unreadable.record_key is null
    where delivery.restates and unreadable.delivery_id is null
),

no_longer_held as (
    select distinct dated.agency, dated.table_name, dated.record_key
    from dated
    inner join withdrawing as later
        on later.agency = dated.agency
        and (later.delivery_date, later.revision) > (dated.delivery_date, dated.revision)
        and dated.restated_by between later.covers_from and later.covers_to
    left join held
        on held.delivery_id = later.delivery_id
        and held.table_name = dated.table_name
        and held.record_key = dated.record_key
    where held.record_key is null
)

select
    version.agency,
    version.table_name,
    version.record_key,
    version.delivery_id,
    version.revision,
    version.row_number,
    case when no_longer_held.record_key is null then 'current' else 'withdrawn' end as status
from version
left join no_longer_held
    on no_longer_held.agency = version.agency
    and no_longer_held.table_name = version.table_name
    and no_longer_held.record_key = version.record_key
