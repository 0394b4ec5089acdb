-- A day on which something happened that may have affected hate crime.
-- Grain: date, event
-- Nuance: One day may have several events, and a day may be after the last delivery.
select date, event
from reference.key_date
