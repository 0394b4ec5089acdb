"""The contract of each published table: what a mart must look like before it may be released.

Here: keys, checks and the meaning of each column. `MARTS` brings together the modules that declare them. The queries
that fill the marts are in `sql/3_marts/`. A count is NULL if no delivery from the agency covers the month, and 0 if
one does and there were none.
"""

from schemas.marts import agencies, police, revision
from schemas.marts.silos import MARTS

# The modules are imported for the tables they declare.
__all__ = ["MARTS", "agencies", "police", "revision"]
