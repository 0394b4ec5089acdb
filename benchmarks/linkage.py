"""What it takes to link many records of persons, from the vault to clusters of persons and incidents.

Run by `make bench`. It fails if linking takes longer, or uses more memory, than its limit.
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
    """A number of records of persons to link, and the limits on two cores."""

    records: int
    limit_seconds: float
    limit_mb: int


def main() -> int:
    """Measure each linkage and print its time and memory; return 1 if one used too much."""
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
    """Link the records in the warehouse."""
    warehouse = Warehouse(folder / "warehouse")
    with open_build(warehouse) as con, vault.attached(con, warehouse.vault), in_memory(con) as work:
        link(work, [POLICE, VICTIM_SUPPORT])


CASES = (Case(20_000, 15, 8_000), Case(1_000_000, 300, 8_000))

if __name__ == "__main__":
    os.environ.setdefault("HATECRIME_VAULT_KEY", "00" * 32)
    sys.exit(main())
