-- The table that says how columns were met, which a ledger of before drift has not.
select table_name
from duckdb_tables()
where schema_name = 'audit' and table_name = 'column'
