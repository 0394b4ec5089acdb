"""The star's declarations: keys, checks, comments, and the foreign keys that every release must satisfy.

Here: what a table of the star must look like. `STAR` brings together the modules that declare the tables. The queries
that fill them are in `sql/2_star/`, where each header gives the table's own sentence, grain and nuance. Foreign keys
are declared but not created, because DuckDB would then refuse to replace a parent. They are checked before every
release (`pipelines/defs/tables.py`).
"""

from schemas.star import linkage, partners, police, records
from schemas.star.dimensions import STAR

# The modules are imported for the tables they declare.
__all__ = ["STAR", "linkage", "partners", "police", "records"]
