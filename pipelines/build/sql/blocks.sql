-- How many blocks of a database hold something, by its own account, and how many bytes each takes. Free blocks don't
-- count: DuckDB may cut them off the end of the file and still list them.
select used_blocks, block_size from pragma_database_size() where database_name = $name
