-- Whether faults of the lists are kept: not in a release, nor in a database from before they were.
select 1
from duckdb_tables()
where database_name = current_database() and schema_name = 'built' and table_name = 'reference_fault'
