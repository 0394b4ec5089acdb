-- The last day that an agency's loaded deliveries cover, each in its newest loaded revision.
with in_force as (
    select covers_to, delivery_date
    from audit.delivery
    where agency = $agency and status = 'loaded'
    qualify revision = max(revision) over (partition by delivery_date)
)

select max(least(covers_to, delivery_date))
from in_force
