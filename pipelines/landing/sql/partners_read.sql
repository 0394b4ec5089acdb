-- A partner in the list that is being read, its districts, and how its extract is disclosed.
select row_number, districts, disclosure
from partners_read
