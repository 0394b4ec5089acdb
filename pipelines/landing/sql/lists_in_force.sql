-- A reference list that was loaded before.
select table_name
from duckdb_tables()
where database_name = current_database() and schema_name = 'reference'
