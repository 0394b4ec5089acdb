"""What the commands share: the options that several take, the console, and how a command fails.

Here: nothing that only one command uses.
"""

import os
import sys
import textwrap
from collections.abc import Iterable, Iterator
from itertools import accumulate
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.text import Text

from pipelines import ROOT

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


def print_sections(sections: Iterable[Text]) -> None:
    """Print sections one after another: on a terminal wrapped between words, elsewhere one line each."""
    for section in sections:
        for line in _wrapped(section) if console.is_terminal else [section]:
            console.print(line)


def _wrapped(text: Text) -> Iterator[Text]:
    """Yield a text's lines. A path that is longer than a line stays whole, so that it can be copied."""
    lines = textwrap.wrap(
        text.plain, console.width, drop_whitespace=False, break_long_words=False, break_on_hyphens=False
    )
    for number, line in enumerate(text.divide(list(accumulate(map(len, lines)))[:-1])):
        line.rstrip()
        yield line[1:] if number and line.plain.startswith(" ") else line


def settling() -> float:
    """Return how long a file must have been unchanged; a wrong setting is a wrong call."""
    from pipelines.landing.delivery import WrongSetting, settling_seconds

    try:
        return settling_seconds()
    except WrongSetting as error:
        raise typer.BadParameter(str(error)) from None


def fail(message: str) -> NoReturn:
    """Say what is wrong and end with exit code 1."""
    console.print(message, style="bold red", markup=False)
    raise typer.Exit(1)
