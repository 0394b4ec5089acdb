-- A record that some delivery held, the version of it in force, and whether it still stands.
-- Grain: agency, table_name, record_key
-- Nuance: The newest delivery's accepted version is in force; a rejected row leaves the one before it standing.
-- Nuance: A record is withdrawn when a later delivery that restates its day no longer holds it. Where the key
-- of a rejected row could not be read, that row may be any record, so that delivery withdraws nothing.
with version as (
    select agency, table_name, record_key, record_date, delivery_id, delivery_date, row_number
    from landed.record
    where verdict = 'accepted'
    qualify row_number() over (
        partition by agency, table_name, record_key order by delivery_date desc, row_number desc
    ) = 1
),

held as (
    select distinct delivery_id, table_name, record_key
    from landed.record
    where record_key is not null
),

unreadable as (
    select distinct delivery_id, table_name
    from landed.record
    where verdict = 'rejected' and record_key is null
),

no_longer_held as (
    select distinct version.agency, version.table_name, version.record_key
    from version
    inner join staged.delivery as later
        on later.agency = version.agency
        and later.restates
        and later.delivery_date > version.delivery_date
        and version.record_date between later.covers_from and later.covers_to
    left join unreadable
        on unreadable.delivery_id = later.delivery_id and unreadable.table_name = version.table_name
    left join held
        on held.delivery_id = later.delivery_id
        and held.table_name = version.table_name
        and held.record_key = version.record_key
    where held.record_key is null and unreadable.delivery_id is null
)

select
    version.agency,
    version.table_name,
    version.record_key,
    version.delivery_id,
    version.row_number,
    case when no_longer_held.record_key is null then 'current' else 'withdrawn' end as status
from version
left join no_longer_held
    on no_longer_held.agency = version.agency
    and no_longer_held.table_name = version.table_name
    and no_longer_held.record_key = version.record_key
