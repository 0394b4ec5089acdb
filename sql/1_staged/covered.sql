-- A span of days that a current delivery covers.
-- Grain: agency, delivery_date, covers_from
-- Nuance: Days after the delivery date are not covered, whatever period the delivery states.
-- Nuance: A file that states its own days, such as a month from data.police.uk, is a span of its own.
-- Nuance: An append delivery that states no days covers from the day after the agency's previous one, loaded or
-- refused. The first loaded one covers from the first day of its earliest record's month.
-- Nuance: If another delivery follows a refused one within half the agency's cadence, the refused one counts as sent
-- again.
with stated as (
    select distinct entry.agency, entry.delivery_date, entry.covers_from, entry.covers_to
    from audit.delivery as entry
    inner join staged.delivery using (agency, delivery_date, revision)
    where entry.covers_from is not null
),

earliest as (
    select agency, delivery_date, revision, min(record_date) as first_record_date
    from landed.record
    where verdict = 'accepted'
    group by agency, delivery_date, revision
),

sent as (
    select distinct agency, delivery_date
    from audit.delivery
),

followed as (
    select
        agency,
        delivery_date,
        lead(delivery_date) over (partition by agency order by delivery_date) as next_date
    from sent
),

previous as (
    select
        agency,
        delivery_date,
        lag(delivery_date) over (partition by agency order by delivery_date) as previous_date
    from followed
    left join staged.delivery as loaded using (agency, delivery_date)
    left join landed.agency using (agency)
    where loaded.agency is not null or coalesce(2 * (next_date - delivery_date) >= cadence_days, true)
),

span as (
    select
        delivery.agency,
        delivery.delivery_date,
        coalesce(
            stated.covers_from,
            previous.previous_date + 1,
            cast(date_trunc('month', earliest.first_record_date) as date)
        ) as covers_from,
        least(coalesce(stated.covers_to, delivery.delivery_date), delivery.delivery_date) as covers_to
    from staged.delivery as delivery
    left join stated using (agency, delivery_date)
    left join previous using (agency, delivery_date)
    left join earliest using (agency, delivery_date, revision)
)

select agency, delivery_date, agency || '/' || delivery_date as delivery_id, covers_from, covers_to
from span
where covers_from is not null
