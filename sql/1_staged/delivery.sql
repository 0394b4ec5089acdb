-- A delivery in force: its newest loaded revision.
-- Grain: agency, delivery_date
-- Nuance: A refused delivery is not here; what its agency delivered before stays in force.
select distinct
    agency,
    delivery_date,
    agency || '/' || delivery_date as delivery_id,
    revision,
    restates
from audit.delivery
where status = 'loaded'
qualify revision = max(revision) over (partition by agency, delivery_date)
