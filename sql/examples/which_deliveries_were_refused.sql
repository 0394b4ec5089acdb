-- Which deliveries were refused, why, and when did the agency next send one that was loaded?
-- Nuance: No part of a refused delivery is in any figure. The same day in next_loaded means that it was sent again.
-- Nuance: A later delivery makes up for a refused one if it restates the same days. If an agency only ever adds
-- records, it does not: see which_months_are_missing.sql.
with refused as (
    select agency, delivery_date, max(reason) as reason, sum(rows_sent) as rows_sent
    from audit.delivery
    where status = 'refused'
    group by agency, delivery_date
),

loaded as (
    select distinct agency, delivery_date
    from audit.delivery
    where status = 'loaded'
)

select agency_name, refused.delivery_date, reason, rows_sent, min(loaded.delivery_date) as next_loaded
from refused
inner join star.dim_agency using (agency)
left join loaded on loaded.agency = refused.agency and loaded.delivery_date >= refused.delivery_date
group by agency_name, refused.delivery_date, reason, rows_sent
order by refused.delivery_date
