-- A spelling in the list that is being read, its list of codes and the code it stands for.
select row_number, list, alias, code
from aliases_read
order by row_number
