"""The data dictionary: what each table and column means, and what is made from what.

Here: what the SQL files and contracts say of a table, the page made of that, and the picture of the lineage. The words
themselves stand in `sql/` and `schemas/`. Printing them in a terminal belongs in `commands`.
"""
