-- Whether the ledger has been created, which a first night that failed early did not do.
select 1
from duckdb_tables()
where database_name = current_database() and schema_name = 'audit' and table_name = 'delivery'
