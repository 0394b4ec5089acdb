-- How many blocks a database has, by its own account, and how many bytes each takes.
select total_blocks, block_size from pragma_database_size() where database_name = $name
