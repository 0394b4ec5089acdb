"""Printing the result of a query: a table for a terminal, CSV or JSON for a program.

Here: how cells look. The query itself is in `sql`.
"""

import csv
import json
import math
import sys
from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum

from rich.console import Console
from rich.table import Table
from rich.text import Text


class Format(StrEnum):
    """How `hatecrime sql` prints."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def print_rows(names: Sequence[str], rows: Sequence[tuple], output: Format, console: Console) -> None:
    """Print rows under their columns' names."""
    if output is Format.CSV:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(names)
        writer.writerows(rows)
    elif output is Format.JSON:
        found = [{name: _plain(cell) for name, cell in zip(names, row, strict=True)} for row in rows]
        print(json.dumps(found, default=str, indent=2))
    else:
        _print_table(names, rows, console)


def _print_table(names: Sequence[str], rows: Sequence[tuple], console: Console) -> None:
    """Print a table or, if the terminal is too narrow, a block of lines for each row."""
    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    table = Table()
    for name in names:
        table.add_column(Text(name))
    for row in cells:
        table.add_row(*map(Text, row))
    width = table.__rich_measure__(console, console.options.update_width(10_000)).maximum
    if width <= console.width or not sys.stdout.isatty():
        Console(width=max(width, console.width)).print(table)
        return
    label = max(map(len, names))
    for row in cells:
        print(*(f"{name:>{label}}  {cell}" for name, cell in zip(names, row, strict=True)), "", sep="\n")


def _plain(cell: object) -> object:
    """Return a cell for JSON: decimals as numbers, and NaN and infinity as null."""
    number = float(cell) if isinstance(cell, Decimal) else cell
    return None if isinstance(number, float) and not math.isfinite(number) else number
