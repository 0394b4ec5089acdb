"""How the schools' delivery is read: one CSV file, with no stated period or number of rows."""

from pipelines.defs.landing import agency_assets
from pipelines.landing.reader import Reader
from schemas.schools import SCHOOLS

defs = agency_assets(SCHOOLS, Reader)
