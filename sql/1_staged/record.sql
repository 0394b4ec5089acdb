-- A record that any delivery held, its current version, and whether the record is current or withdrawn.
-- Grain: agency, table_name, record_key
-- Nuance: A record is withdrawn when a later delivery that restates its day no longer holds it. If a rejected row's key
-- could not be read, that row may be any record, so that delivery withdraws nothing.
-- Nuance: A record that a correction dropped from its delivery is withdrawn too.
-- Nuance: The day of a marker or victim is that of its offence, in the offence's current version.
with dated as (
    select version.*, coalesce(parent.record_date, version.record_date) as restated_by
    from staged.version
    left join staged.version as parent
        on parent.agency = version.agency
        and parent.table_name = version.parent_table
        and parent.record_key = version.parent_key
),

held as (
    select distinct record.delivery_id, record.table_name, record.record_key
    from landed.record as record
    inner join staged.delivery using (delivery_id, revision)
    where record.record_key is not null
),

withdrawing as (
    select delivery.*, span.covers_from, span.covers_to
    from staged.delivery as delivery
    inner join staged.covered as span using (delivery_id)
    where delivery.restates and not delivery.is_unsure
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
    case when version.is_replaced or no_longer_held.record_key is not null then 'withdrawn' else 'current' end as status
from staged.version
left join no_longer_held using (agency, table_name, record_key)
