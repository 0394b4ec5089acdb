"""How long it takes to write every partner's workbook and to audit them, compared with a night of the sample.

Run by `make bench`. It fails if either takes longer than its limit on two cores.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from benchmarks.measured import measure
from pipelines.build.sql_file import sql_tables
from pipelines.build.warehouse import Warehouse, open_build
from pipelines.disclosure.differencing.tables import audit
from pipelines.extracts.extract import extract_code, write_extract
from pipelines.extracts.partner import partners
from pipelines.extracts.publisher import publisher
from pipelines.nightly import run
from pipelines.sample import write_sample


class Case(NamedTuple):
    """A piece of work on the sample's build, and its time limit."""

    name: str
    work: Callable[[Path], None]
    limit_seconds: float


def main() -> int:
    """Measure each piece of work and print its time; return 1 if one took too long."""
    console = Console(width=110)
    table = Table("work", "seconds", "of a night", "of at most")
    exceeded = False
    with tempfile.TemporaryDirectory() as folder:
        console.print("Loading the sample ...")
        write_sample(Path(folder) / "raw", Path(folder) / "truth.csv")
        night = measure(load, Path(folder))
        for case in CASES:
            took = measure(case.work, Path(folder))
            exceeded |= took.seconds > case.limit_seconds
            share = f"{took.seconds / night.seconds:.0%}"
            table.add_row(case.name, f"{took.seconds:.1f}", share, f"{case.limit_seconds:.0f}")
    console.print(table)
    return int(exceeded)


def load(folder: Path) -> None:
    """Load the sample."""
    if run(folder / "raw", Warehouse(folder / "warehouse")).exit_code:
        raise RuntimeError("the sample was not released")


def write_all(folder: Path) -> None:
    """Write every partner's workbook, as if none had been written yet."""
    with open_build(Warehouse(folder / "warehouse")) as con:
        tables, code, publishes = sql_tables(), extract_code(), publisher(con, is_synthetic=True)
        for partner in partners(folder / "raw"):
            write_extract(con, partner, folder / "extracts", tables, code, publishes)


def audit_all(folder: Path) -> None:
    """Audit what the workbooks print, together with the release."""
    with open_build(Warehouse(folder / "warehouse")) as con:
        audit(con)


CASES = (Case("every partner's workbook", write_all, 20), Case("the audit of what they print", audit_all, 60))

if __name__ == "__main__":
    os.environ["HATECRIME_SETTLING_SECONDS"] = "0"
    sys.exit(main())
