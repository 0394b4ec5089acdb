"""The build database and the vault: their files, and the tables that SQL files declare.

Here: opening them, building a table from its SQL file, and noting what it was made from. Handling a delivery's rows
belongs in `landing`, and the tables themselves are in `sql/` and `schemas/`. Nothing here depends on an agency.
"""
