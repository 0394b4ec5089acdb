-- The last day that an agency's loaded deliveries cover, using each one's newest loaded revision.
with current_delivery as (
    select covers_to, delivery_date
    from audit.delivery
    where agency = $agency and status = 'loaded'
    qualify revision = max(revision) over (partition by delivery_date)
)

select max(least(covers_to, delivery_date))
from current_delivery
