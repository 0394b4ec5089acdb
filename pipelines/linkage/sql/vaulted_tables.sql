-- The tables of which the vault holds identities.
select table_name
from duckdb_tables()
where database_name = 'vault' and schema_name = 'identity'
