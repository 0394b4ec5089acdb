-- The faults of the lists, each list's together.
select fault
from built.reference_fault
order by list, rowid
