-- A table of the release that is being made, and what it says about itself.
select schema_name, table_name, comment
from duckdb_tables()
where database_name = 'release'
order by schema_name, table_name
