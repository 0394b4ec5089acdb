"""How well linkage does in synthetic counties with five other seeds, each written, loaded and evaluated in full.

Run by `python -m benchmarks.seeds`; it takes some minutes. It fails if linkage misses its target in any of them.
"""

import csv
import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

SEEDS = (1, 2, 3, 4, 5)

#: The targets for each seed: persons' F1 and precision, incidents' F1, and points between ethnic groups' recalls.
PERSONS_F1, PERSONS_PRECISION, INCIDENTS_F1, SPREAD = 0.97, 0.99, 0.95, 0.03


def main() -> int:
    """Evaluate each seed and print the result; return 1 if one misses a target."""
    console = Console(width=110)
    table = Table("seed", "persons' F1", "precision", "incidents' F1", "between ethnic groups")
    short = False
    for seed in SEEDS:
        console.print(f"Loading the county of seed {seed} ...")
        with tempfile.TemporaryDirectory() as folder:
            f1, precision, incidents, spread = _evaluated(Path(folder), seed)
        short |= f1 < PERSONS_F1 or precision < PERSONS_PRECISION or incidents < INCIDENTS_F1 or spread >= SPREAD
        table.add_row(str(seed), f"{f1:.4f}", f"{precision:.4f}", f"{incidents:.4f}", f"{100 * spread:.1f} points")
    console.print(table)
    return int(short)


def _evaluated(home: Path, seed: int) -> tuple[float, float, float, float]:
    _hatecrime(home, "sample", "--seed", str(seed))
    _hatecrime(home, "nightly")
    printed = _hatecrime(home, "linkage", "evaluate", "--format", "csv")
    rows = [row for row in csv.DictReader(io.StringIO(printed)) if row["threshold"] == "central"]
    of = {(row["linked"], row["among"], row["agencies"]): row for row in rows}
    persons, incidents = of["persons", "all", "all"], of["incidents", "linkable", "all"]
    recalls = [
        float(row["recall"])
        for (linked, group, agencies), row in of.items()
        if linked == "persons by ethnic group" and agencies == "all" and group != "Unknown" and row["recall"]
    ]
    return float(persons["f1"]), float(persons["precision"]), float(incidents["f1"]), max(recalls) - min(recalls)


def _hatecrime(home: Path, *arguments: str) -> str:
    folders = {"HATECRIME_RAW": str(home / "raw"), "HATECRIME_WAREHOUSE": str(home / "warehouse")}
    command = [Path(sys.executable).with_name("hatecrime"), *arguments]
    ran = subprocess.run(  # noqa: S603 (the project's own command)
        command, env={**os.environ, **folders}, check=True, stdout=subprocess.PIPE, text=True
    )
    return ran.stdout


if __name__ == "__main__":
    sys.exit(main())
