-- A way that a record reached the police.
-- Grain: reporting_channel
-- Nuance: Its members are the codes under reporting_channel in aliases.csv: it has no list of its own.
select code as reporting_channel
from reference.aliases
where list = 'reporting_channel'
union
select 'Unknown'
