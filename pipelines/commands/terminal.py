"""What the commands share: the options that several take, the console, and how a command fails.

Here: nothing that only one command uses.
"""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console, RenderableType

from pipelines.build.warehouse import ROOT
from pipelines.landing.delivery import WrongSetting, settling_seconds

# A log has no width of its own; its tables should not be folded at 80 letters, unless somebody asks for that.
console = Console(
    soft_wrap=True, highlight=False, width=None if sys.stdout.isatty() or "COLUMNS" in os.environ else 160
)

RawOption = Annotated[
    Path,
    typer.Option("--raw", envvar="HATECRIME_RAW", help="The folder of the agencies' deliveries.", file_okay=False),
]
WarehouseOption = Annotated[
    Path,
    typer.Option("--warehouse", envvar="HATECRIME_WAREHOUSE", help="The folder of the warehouse.", file_okay=False),
]
DeliveredOption = Annotated[
    Path,
    typer.Option(
        "--raw", envvar="HATECRIME_RAW", help="The folder of the agencies' deliveries.", exists=True, file_okay=False
    ),
]
RAW, WAREHOUSE = ROOT / "raw", ROOT / "warehouse"


def print_sections(sections: Iterable[RenderableType]) -> None:
    """Print sections one after another: on a terminal wrapped between words, elsewhere one line each.

    A path that is longer than a line stays whole, so that it can be copied.
    """
    for section in sections:
        if console.is_terminal:
            console.print(section, soft_wrap=False, overflow="ignore", crop=False)
        else:
            console.print(section)


def settling() -> float:
    """Return how long a file must have been unchanged; a wrong setting is a wrong call."""
    try:
        return settling_seconds()
    except WrongSetting as error:
        raise typer.BadParameter(str(error)) from None


def fail(message: str) -> NoReturn:
    """Say what is wrong and end with exit code 1."""
    console.print(message, style="bold red", markup=False)
    raise typer.Exit(1)
