"""What linking many records of persons takes, from the vault to clusters of persons and of incidents.

Run by `make bench`. It fails where linking takes longer or holds more memory than it may.
"""

import os
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from benchmarks import persons
from benchmarks.measured import measure
from pipelines.build import vault
from pipelines.build.warehouse import Warehouse, open_build
from pipelines.linkage.link import in_memory, link
from schemas.police import POLICE
from schemas.victim_support import VICTIM_SUPPORT


class Case(NamedTuple):
    """So many records of persons to link, and what that may take on two cores."""

    records: int
    limit_seconds: float
    limit_mb: int


def main() -> int:
    """Measure each linkage and print what it took; return 1 where one took too much."""
    console = Console(width=110)
    table = Table("records of persons", "seconds", "of at most", "peak MB", "of at most")
    exceeded = False
    for case in CASES:
        with tempfile.TemporaryDirectory() as folder:
            console.print(f"Writing {case.records:,} records ...")
            persons.write(Path(folder), case.records)
            took = measure(link_all, Path(folder))
        exceeded |= took.seconds > case.limit_seconds or took.peak_mb > case.limit_mb
        table.add_row(
            f"{case.records:,}",
            f"{took.seconds:.1f}",
            f"{case.limit_seconds:.0f}",
            f"{took.peak_mb:,.0f}",
            f"{case.limit_mb:,}",
        )
    console.print(table)
    return int(exceeded)


def link_all(folder: Path) -> None:
    """Link what the warehouse holds."""
    warehouse = Warehouse(folder / "warehouse")
    with open_build(warehouse) as con, vault.attached(con, warehouse.vault), in_memory(con) as work:
        link(work, [POLICE, VICTIM_SUPPORT])


CASES = (Case(20_000, 15, 8_000), Case(1_000_000, 300, 8_000))

if __name__ == "__main__":
    os.environ.setdefault("HATECRIME_VAULT_KEY", "00" * 32)
    sys.exit(main())
