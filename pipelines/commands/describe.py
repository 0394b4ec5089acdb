"""The command `hatecrime describe`.

Here: how a table's description and an agency's page are printed. They come from the source files alone
(`dictionary/entries`, `contracts/page`), so they are available before anything is loaded.
"""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated, ClassVar

import typer
from rich.console import Console, ConsoleOptions, RenderResult
from rich.markdown import Markdown, TableElement
from rich.padding import Padding
from rich.table import Column, Table
from rich.text import Text

from pipelines.commands.terminal import console, fail

if TYPE_CHECKING:
    from pipelines.dictionary.entries import Entry, Field

#: The letters that a terminal's line must have left for the last cell of a row; otherwise the cell goes below.
PROSE = 40


def describe(
    table: Annotated[
        str,
        typer.Argument(
            metavar="TABLE", help="A table's name, such as silo_district_month or mart.silo_district_month."
        ),
    ] = "",
    contract: Annotated[
        str,
        typer.Option("--contract", metavar="AGENCY", help="Show what an agency sends instead, such as police."),
    ] = "",
) -> None:
    """Show what a table holds, what its columns mean and where it can mislead. Without TABLE, list all tables.

    With --contract, show an agency's page: what it sends, file by file, and what is done with it.
    """
    if contract:
        if table:
            raise typer.BadParameter("give either a table or --contract, not both", param_hint="TABLE")
        _print_contract(contract.strip().lower())
        return
    _print_tables(table.strip().lower())


def _print_contract(asked: str) -> None:
    """Print an agency's page: formatted on a terminal, and as Markdown elsewhere, so that it can go into a file."""
    from pipelines.contracts.notes import NotesFault
    from pipelines.contracts.page import contract_page
    from schemas.agencies import all_agencies  # every contract is a pandera model

    agencies = {agency.stem: agency for agency in all_agencies()}
    if asked not in agencies:
        message = f"there is no agency {asked}; the agencies are {', '.join(agencies)}"
        raise typer.BadParameter(message, param_hint="--contract")
    try:
        page = contract_page(agencies[asked])
    except NotesFault as fault:
        fail(str(fault))
    if console.is_terminal:
        console.print(_Page(page), soft_wrap=False)
    else:
        console.print(Text(page), end="")


class _FoldedTable(TableElement):
    """A table of a page whose cells are folded, because rich cuts off words that are too long for a column."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for table in super().__rich_console__(console, options):
            if isinstance(table, Table):
                for column in table.columns:
                    column.overflow = "fold"
            yield table


class _Page(Markdown):
    """An agency's page on a terminal."""

    elements: ClassVar = {**Markdown.elements, "table_open": _FoldedTable}


def _print_tables(asked: str) -> None:
    """Print what is said about the tables of this name or, without a name, a list of all tables."""
    from pipelines.dictionary.entries import RELEASED, tree_entries  # reads every SQL file

    entries = [entry for entry in tree_entries() if entry.is_released]
    found = [entry for entry in entries if asked in (entry.name, entry.full_name)]
    if asked and not found:
        raise typer.BadParameter(_unknown(asked, entries), param_hint="TABLE")
    for entry in found:
        _print_entry(entry)
    for schema in () if asked else RELEASED:
        _print_heading(schema, is_first=schema == RELEASED[0])
        _print_rows([(entry.name, entry.sentence) for entry in entries if entry.schema == schema])


def _unknown(asked: str, entries: Sequence["Entry"]) -> str:
    """Say that there is no such table, and which tables have a similar name."""
    names = {name: entry.full_name for entry in entries for name in (entry.name, entry.full_name)}
    near = list(dict.fromkeys(names[name] for name in get_close_matches(asked, names)))
    hint = f"did you mean {' or '.join(near)}?" if near else "hatecrime describe lists all tables."
    return f"there is no table {asked} in a release; {hint}"


def _print_entry(entry: "Entry") -> None:
    _print_heading(entry.full_name, is_first=True)
    _print_prose(entry.sentence)
    for nuance in entry.nuances:
        _print_prose(f"- {nuance}")
    _print_heading("Columns")
    _print_rows([(field.name, _kind(field), _meaning(field)) for field in entry.fields])
    _print_heading("About the table")
    _print_rows(list(_facts(entry)))


def _kind(field: "Field") -> str:
    return f"{field.kind}, may be empty" if field.may_be_empty else field.kind


def _meaning(field: "Field") -> str:
    return "; ".join([field.meaning, *(f"refers to {parent}" for parent in field.parents)])


def _facts(entry: "Entry") -> Iterator[tuple[str, str]]:
    """Yield the other facts about a table, each with its label; a label is given once."""
    for label, facts in {
        "Grain": [", ".join(entry.grain)],
        "Always holds": entry.checks,
        "Made from": entry.reads,
        "Used to make": entry.read_by,
        "Workbook": [f"{sheet.header.sentence} ({sheet.file})" for sheet in entry.sheets],
        "Example": [f"{example.header.sentence} ({example.file})" for example in entry.examples],
        "Source": [entry.file],
    }.items():
        yield from zip([label, *[""] * len(facts)], facts, strict=False)


def _print_heading(text: str, is_first: bool = False) -> None:
    if not is_first:
        console.print()
    console.print(Text(text, style="bold"))


def _print_prose(text: str, indent: int = 0) -> None:
    """Print a text: wrapped between words on a terminal, on one line elsewhere."""
    if console.is_terminal:
        console.print(Padding(Text(text), (0, 0, 0, indent), expand=False), soft_wrap=False)
    else:
        console.print(Text(text))


def _print_rows(rows: Sequence[tuple[str, ...]]) -> None:
    """Print rows whose last cell is prose: one line each, unless the terminal is too narrow."""
    widths = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
    if not console.is_terminal:
        for row in rows:
            line = "  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True))
            console.print(Text(line.rstrip()))
    elif sum(widths[:-1]) + 2 * len(widths) + min(PROSE, widths[-1]) > console.width:
        for *short, prose in rows:
            if any(short):
                _print_prose("  ".join(short))
            _print_prose(prose, indent=4)
    else:
        grid = Table.grid(*(Column(no_wrap=True) for _ in widths[1:]), Column(), padding=(0, 2))
        for row in rows:
            grid.add_row(*map(Text, row))
        console.print(grid)
