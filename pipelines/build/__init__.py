"""The build database and the vault: their files, and the tables that SQL files declare.

Here: opening them, building a table from its SQL file, and noting what it was made from. What a delivery's rows become
belongs in `landing`, and what a table says belongs in `sql/` and `schemas/`. Nothing here knows an agency.
"""
