-- An agency that sends deliveries.
-- Grain: agency
select agency, agency_name, sender, kind, cadence_days
from landed.agency
