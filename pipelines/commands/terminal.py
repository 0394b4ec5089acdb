"""What the commands share: the options that several take, the console, and how one fails.

Here: nothing of what any one command does.
"""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console, RenderableType

from pipelines.build.warehouse import ROOT
from pipelines.landing.delivery import WrongSetting, settling_seconds

# A log has no width of its own; tables in it should not be folded at 80 letters.
console = Console(soft_wrap=True, highlight=False, width=None if sys.stdout.isatty() else 160)

RawOption = Annotated[
    Path,
    typer.Option("--raw", envvar="HATECRIME_RAW", help="Where the agencies' deliveries lie.", file_okay=False),
]
WarehouseOption = Annotated[
    Path,
    typer.Option("--warehouse", envvar="HATECRIME_WAREHOUSE", help="Where the warehouse lies.", file_okay=False),
]
DeliveredOption = Annotated[
    Path,
    typer.Option(
        "--raw", envvar="HATECRIME_RAW", help="Where the agencies' deliveries lie.", exists=True, file_okay=False
    ),
]
RAW, WAREHOUSE = ROOT / "raw", ROOT / "warehouse"


def print_sections(sections: Iterable[RenderableType]) -> None:
    """Print one after another."""
    for section in sections:
        console.print(section)


def settling() -> float:
    """Return how long a file must have lain unmodified; what is set wrongly is a wrong call."""
    try:
        return settling_seconds()
    except WrongSetting as error:
        raise typer.BadParameter(str(error)) from None


def fail(message: str) -> NoReturn:
    """Say what is wrong and end with exit code 1."""
    console.print(message, style="bold red", markup=False)
    raise typer.Exit(1)
