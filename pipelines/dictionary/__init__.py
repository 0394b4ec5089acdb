"""The data dictionary: what each table and column means, and what is made from what.

Here: what the SQL files and contracts say about a table, the page made from that, and the picture of the lineage. The
words themselves are in `sql/` and `schemas/`. Printing them in a terminal belongs in `commands`.
"""
