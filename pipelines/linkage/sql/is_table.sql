-- Whether a table exists; in the database in use if none is named.
select count(*) > 0
from duckdb_tables()
where database_name = coalesce($database, current_database()) and schema_name = $schema and table_name = $table
