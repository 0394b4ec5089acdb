-- A spelling of the list being read, and the code it stands for in which list of codes.
select row_number, list, alias, code
from aliases_read
order by row_number
