-- A delivery in force: its newest loaded revision and the days it covers.
-- Grain: agency, delivery_date
-- Nuance: A refused delivery covers nothing; what its agency delivered before stays in force.
-- Nuance: Days after the delivery's own are not covered, whatever period it states.
-- Nuance: An append delivery states no days; it covers from the day after the agency's previous one.
with loaded as (
    select agency, delivery_date, revision, restates, min(covers_from) as covers_from, min(covers_to) as covers_to
    from audit.delivery
    where status = 'loaded'
    group by agency, delivery_date, revision, restates
    qualify row_number() over (partition by agency, delivery_date order by revision desc) = 1
),

earliest as (
    select agency, delivery_date, revision, min(record_date) as first_record_date
    from landed.record
    where verdict = 'accepted'
    group by agency, delivery_date, revision
)

select
    agency,
    delivery_date,
    agency || '/' || delivery_date as delivery_id,
    revision,
    restates,
    coalesce(
        covers_from,
        lag(delivery_date) over (partition by agency order by delivery_date) + 1,
        cast(date_trunc('month', first_record_date) as date)
    ) as covers_from,
    least(coalesce(covers_to, delivery_date), delivery_date) as covers_to
from loaded
left join earliest using (agency, delivery_date, revision)
