-- A column that a table has.
select column_name, data_type
from duckdb_columns()
where database_name = $database and schema_name = $schema and table_name = $table
