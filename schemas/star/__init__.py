"""The star, declared: keys, checks, comments, and the foreign keys that the release is held to.

Here: what a table of the star must look like, brought together in `STAR` from the modules that declare it. What
fills it stands in `sql/2_star/`, whose header gives the table's own sentence, grain and nuance. Foreign keys are
declared but not created, since DuckDB would then refuse to replace a parent; they are checked before every
release (`pipelines/defs/tables.py`).
"""

from schemas.star import linkage, partners, police, records
from schemas.star.dimensions import STAR

# The modules are imported for the tables they declare.
__all__ = ["STAR", "linkage", "partners", "police", "records"]
