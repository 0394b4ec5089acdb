-- A current delivery: its newest loaded revision.
-- Grain: agency, delivery_date
-- Nuance: A refused delivery is not here; what its agency delivered before stays current.
-- Nuance: is_unsure means that one of its rejected rows had an unreadable key, so that row may be any record.
with newest as (
    select distinct agency, delivery_date, agency || '/' || delivery_date as delivery_id, revision, restates
    from audit.delivery
    where status = 'loaded'
    qualify revision = max(revision) over (partition by agency, delivery_date)
),

unread as (
    select distinct delivery_id, revision
    from landed.record
    where verdict = 'rejected' and record_key is null
)

select newest.*, unread.delivery_id is not null as is_unsure
from newest
left join unread using (delivery_id, revision)
