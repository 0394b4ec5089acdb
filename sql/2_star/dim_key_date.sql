-- A day on which something happened that may have moved hate crime.
-- Grain: date, event
-- Nuance: One day may have several events, and a day may lie after the last delivery.
select date, event
from reference.key_date
