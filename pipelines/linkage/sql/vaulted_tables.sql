-- The tables whose identities the vault holds.
select table_name
from duckdb_tables()
where database_name = 'vault' and schema_name = 'identity'
