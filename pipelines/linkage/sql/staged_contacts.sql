-- The staged tables that say by which records an agency knew of incidents.
select table_name
from duckdb_tables()
where database_name = 'build' and schema_name = 'staged' and ends_with(table_name, $ending)
order by table_name
