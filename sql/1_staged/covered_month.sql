-- A month that an agency's deliveries cover, in whole or in part.
-- Grain: agency, month_start
with covered_day as (
    select distinct
        agency,
        cast(unnest(generate_series(covers_from, covers_to, interval 1 day)) as date) as covered_on
    from staged.covered
)

select agency, cast(date_trunc('month', covered_on) as date) as month_start, count(*) as days_covered
from covered_day
group by agency, date_trunc('month', covered_on)
