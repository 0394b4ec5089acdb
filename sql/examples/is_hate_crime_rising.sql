-- Is hate crime recorded in the county rising, which months are unusual, and what happened in them?
-- Nuance: Recorded hate crime may rise because more is reported to the police, not because more happens.
-- Nuance: A few months in a thousand are outside the limits by chance alone: a signal is a reason to look.
-- Nuance: Markers are often added weeks after recording, so the newest months are low at first.
-- Nuance: A key date beside a signal does not prove that one led to the other.
-- Nuance: The county's row counts every record of the force: do not add the districts to it.
select
    month_start,
    hate_records,
    signal,
    lower_limit,
    mean_before,
    upper_limit,
    trend,
    trend_per_month,
    key_dates,
    is_provisional
from mart.trend_month
where district_name = 'Warwickshire'
order by month_start
