"""What it takes to land a large delivery, compared with only reading the same file.

Run by `make bench`. It fails if a landing uses more memory than its limit. Times are printed as ratios, because
machines differ.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import duckdb
from python_calamine import CalamineWorkbook
from rich.console import Console
from rich.table import Table

from benchmarks import deliveries
from benchmarks.measured import measure
from pipelines.build import provenance
from pipelines.build.warehouse import Warehouse, open_build
from pipelines.defs.agencies.police import PoliceDelivery
from pipelines.defs.agencies.victim_support import VictimSupportDelivery
from pipelines.landing import ledger
from pipelines.landing.land import Landing, land_agency
from pipelines.landing.reader import Reader
from pipelines.landing.reference import load_reference, spellings
from schemas.contract import Agency
from schemas.police import POLICE
from schemas.victim_support import VICTIM_SUPPORT


class Case(NamedTuple):
    """A landing to measure: its delivery, how it lands, what it is compared with, and its memory limit."""

    name: str
    write: Callable[[Path], None]
    land: Callable[[Path], None]
    read: Callable[[Path], None]
    limit_mb: int


def main() -> int:
    """Measure each landing and print its time and memory; return 1 if one used too much memory."""
    console = Console(width=110)
    table = Table("landing", "file MB", "rows", "seconds", "times reading it", "peak MB", "of at most")
    exceeded = False
    for case in CASES:
        with tempfile.TemporaryDirectory() as folder:
            raw = Path(folder) / "raw"
            console.print(f"Writing {case.name} ...")
            case.write(raw)
            sizes = [path.stat().st_size for path in raw.rglob("*") if path.is_file()]
            landed, read = measure(case.land, Path(folder)), measure(case.read, Path(folder))
            exceeded |= landed.peak_mb > case.limit_mb
            table.add_row(
                case.name,
                f"{sum(sizes) / 1e6:,.0f}",
                f"{_rows_landed(Path(folder)):,}",
                f"{landed.seconds:.1f}",
                f"{landed.seconds / read.seconds:.1f}",
                f"{landed.peak_mb:,.0f}",
                f"{case.limit_mb:,}",
            )
    console.print(table)
    return int(exceeded)


def land_police(folder: Path) -> None:
    """Land the police delivery."""
    _land(folder, POLICE, PoliceDelivery)


def land_victim_support(folder: Path) -> None:
    """Land the workbook."""
    _land(folder, VICTIM_SUPPORT, VictimSupportDelivery)


def read_police(folder: Path) -> None:
    """Read the same files as text with DuckDB."""
    for path in sorted((folder / "raw").rglob("*.csv")):
        duckdb.sql(f"create or replace table sent as from read_csv('{path}', all_varchar = true)")


def read_victim_support(folder: Path) -> None:
    """Read the same workbook's cells."""
    for path in sorted((folder / "raw").rglob("*.xlsx")):
        for _ in CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).iter_rows():
            pass


def _land(folder: Path, agency: Agency, open_delivery: type[Reader]) -> None:
    warehouse = Warehouse(folder / "warehouse")
    with open_build(warehouse) as con:
        ledger.create(con)
        provenance.create(con)
        load_reference(con, folder / "raw", "code")
        landing = Landing(warehouse, spellings(con), "benchmark")
        for entries in land_agency(con, folder / "raw", agency, open_delivery, landing, settling_seconds=0):
            refused = ledger.refusals(entries)
            if refused:
                raise RuntimeError(f"the delivery was refused: {refused[0].reason}")


def _rows_landed(folder: Path) -> int:
    con = duckdb.connect()
    con.execute(f"attach '{folder / 'warehouse/build.duckdb'}' as build (read_only)")
    ((rows,),) = con.execute("select sum(rows_accepted) from build.audit.delivery").fetchall()
    return int(rows)


CASES = (
    Case("police, CSV", deliveries.police, land_police, read_police, 1_500),
    Case("Victim Support, workbook", deliveries.victim_support, land_victim_support, read_victim_support, 2_000),
)

if __name__ == "__main__":
    os.environ.setdefault("HATECRIME_VAULT_KEY", "00" * 32)
    sys.exit(main())
