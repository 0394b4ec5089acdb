-- The table that says how columns were found. A ledger from before drift doesn't have it.
select table_name
from duckdb_tables()
where schema_name = 'audit' and table_name = 'column'
