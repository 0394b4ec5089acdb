-- A partner of the list being read, its districts and how its extract is disclosed.
select row_number, districts, disclosure
from partners_read
