"""The star, declared: keys, checks, comments, and the foreign keys that the release is held to.

Here: what a table of the star must look like, brought together in `STAR` from the modules that declare it. What
fills it stands in `sql/2_star/`, whose header gives the table's own sentence, grain and nuance. Foreign keys are
declared but not created, since DuckDB would then refuse to replace a parent; they are checked before every
release (`pipelines/defs/tables.py`).
"""

from schemas import star_linkage, star_partners, star_police, star_records
from schemas.star_dimensions import STAR

# The modules are imported for the tables they declare.
__all__ = ["STAR", "star_linkage", "star_partners", "star_police", "star_records"]
