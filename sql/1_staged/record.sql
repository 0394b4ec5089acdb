-- A record that some delivery held, the version of it in force, and whether it still stands.
-- Grain: agency, table_name, record_key
-- Nuance: The newest delivery's accepted version is in force; a rejected row leaves the one before it standing.
-- Nuance: A record is withdrawn when a later delivery that restates its day no longer holds it. Where the key
-- of a rejected row could not be read, that row may be any record, so that delivery withdraws nothing.
-- Nuance: A correction of a delivery replaces what it gave before, whatever days it now states; but where its row is
-- rejected, or the key of one of its rejected rows could not be read, the version of its earlier revision stands.
-- Nuance: The day of a marker or a victim is its offence's, as the version of the offence in force has it.
with held as (
    select distinct record.delivery_id, record.table_name, record.record_key
    from landed.record as record
    inner join staged.delivery using (delivery_id, revision)
    where record.record_key is not null
),

unsure as (
    select distinct record.delivery_id
    from landed.record as record
    inner join staged.delivery using (delivery_id, revision)
    where record.verdict = 'rejected' and record.record_key is null
),

given as (
    select
        record.*,
        delivery.restates,
        record.revision <> delivery.revision and held.record_key is null and unsure.delivery_id is null as is_replaced
    from landed.record as record
    inner join staged.delivery as delivery using (delivery_id)
    left join unsure using (delivery_id)
    left join held using (delivery_id, table_name, record_key)
    where record.verdict = 'accepted'
),

version as (
    select *
    from given
    where restates or not is_replaced
    qualify row_number() over (
        partition by agency, table_name, record_key
        order by is_replaced, delivery_date desc, revision desc, row_number desc
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
    left join unsure using (delivery_id)
    where delivery.restates and unsure.delivery_id is null
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
from version
left join no_longer_held using (agency, table_name, record_key)
