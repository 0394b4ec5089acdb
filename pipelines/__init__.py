"""The warehouse's code: from an agency's delivery to a release, and to the workbook in a partner's hands.

A package imports those on the floors below it, and none above. From the top: `commands`; `defs` (Dagster);
`operations` and `sending`; `release`; `dictionary`; `extracts` and `linkage`; `disclosure` and `workbook`; `pull`;
`landing`; `build` and `files`. `sample` writes the synthetic county and is used by its command alone.
"""

import os
from pathlib import Path

#: The folder of the project.
ROOT = Path(__file__).resolve().parents[1]

# DuckDB writes whole blocks. Memory that held a name while a delivery landed must not be the unused end of one, so its
# allocator clears all memory that it hands out. It reads this when it is loaded, so before anything imports DuckDB.
os.environ.setdefault("DUCKDB_JE_MALLOC_CONF", "zero:true")
