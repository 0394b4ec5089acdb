"""The contract of each published table: what a mart must look like before it may be released.

Here: keys, checks and the meaning of each column, brought together in `MARTS` from the modules that declare them.
What fills a mart stands in `sql/3_marts/`. A count is NULL where the agency delivered nothing that covers the month,
and 0 where it delivered, and none.
"""

from schemas.marts import agencies, police, revision
from schemas.marts.silos import MARTS

# The modules are imported for the tables they declare.
__all__ = ["MARTS", "agencies", "police", "revision"]
