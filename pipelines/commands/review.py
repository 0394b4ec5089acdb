"""The command `hatecrime review`.

Here: how a doubtful pair is shown and what the reviewer is asked. Finding pairs and keeping decisions is in
`linkage/review`.
"""

import sys
from collections.abc import Callable
from datetime import date
from getpass import getuser
from typing import Annotated

import typer
from rich.prompt import Prompt
from rich.table import Table
from rich.text import Text

from pipelines.build.vault import VaultLocked
from pipelines.build.warehouse import Warehouse, WarehouseBusy
from pipelines.commands.terminal import WAREHOUSE, WarehouseOption, console, fail
from pipelines.linkage.person_records import IdentitiesMissing
from pipelines.linkage.review import NothingToReview, Question, Verdict, decide, questions
from schemas.agencies import agency_titles

_HIDDEN = "•••••"
_VERDICTS: dict[str, Verdict] = {"y": "yes", "n": "no", "l": "later"}

#: What is shown of both records, besides what only names them: the label, and how the value is masked.
_ATTRIBUTES: dict[str, tuple[str, Callable[[str], str]]] = {
    "forename": ("Forename", lambda name: name[:1] + _HIDDEN),
    "surname": ("Surname", lambda name: name[:1] + _HIDDEN),
    "initials": ("Initials", lambda initials: initials[:1] + "•"),
    "birth_date": ("Birth date", lambda day: f"{day[:2]}••-••-{day[8:]}"),
    "birth_year": ("Birth year", lambda year: f"{year[:2]}••"),
    "postcode": ("Postcode", lambda postcode: f"{postcode[:-3].strip()} •••"),
    "outward": ("Postcode area", str),
    "sex": ("Sex", str),
    "ethnicity": ("Ethnicity", str),
    "person_ref": ("Person ref", lambda _: _HIDDEN),
}


def review(
    warehouse: WarehouseOption = WAREHOUSE,
    limit: Annotated[int, typer.Option(min=1, help="The most pairs to ask about.")] = 20,
    reveal: Annotated[
        bool, typer.Option("--reveal", help="Show personal details unmasked; on a terminal only.")
    ] = False,
    by: Annotated[str | None, typer.Option(help="The reviewer's name; by default, the login name.")] = None,
) -> None:
    """Decide whether doubtful pairs of records are one person. Pairs that would change a count come first.

    Each decision is kept in the vault, with who made it and when. Every load from the next one on applies it.
    """
    if reveal and not sys.stdout.isatty():
        fail("--reveal shows personal details, which must not end up in a file or a log; use it on a terminal.")
    home = Warehouse(warehouse.resolve())
    count = 0
    try:
        asked = questions(home, limit)
        for number, question in enumerate(asked, start=1):
            effect = "the answer changes a count" if question.changes_a_count else "the answer changes no count"
            heading = f"Pair {number} of {len(asked)}: weight {question.match_weight:.1f}, {effect}"
            console.print(heading, style="bold")
            console.print(side_by_side(question, reveal))
            answer = _answer()
            if answer not in _VERDICTS:
                break
            decide(home, question, _VERDICTS[answer], by or getuser())
            count += 1
    except (IdentitiesMissing, NothingToReview, VaultLocked, WarehouseBusy) as error:
        fail(str(error))
    if not asked:
        console.print("No pairs are in doubt.")
    decisions = "1 decision saved; the next load will apply it."
    if count > 1:
        decisions = f"{count} decisions saved; the next load will apply them."
    console.print(decisions if count else "No decisions were saved.")


def side_by_side(question: Question, reveal: bool) -> Table:
    """Return a pair as a table: a column for each record, and between them whether they agree."""
    table = Table(pad_edge=False, box=None)
    titles = agency_titles()
    left, right = question.left, question.right
    for header in ("", titles[str(left["agency"])], "", titles[str(right["agency"])]):
        table.add_column(header, min_width=len(header))
    for name, label in (("record_ref", "Record"), ("record_date", "Day"), ("district_code", "District")):
        table.add_row(label, _text(left[name]), "", _text(right[name]))
    for name, (label, mask) in _ATTRIBUTES.items():
        cells = [_shown(known[name], str if reveal else mask) for known in (left, right)]
        if any(cell.plain for cell in cells):
            table.add_row(label, cells[0], _mark(left[name], right[name]), cells[1])
    return table


def _shown(value: object, written: Callable[[str], str]) -> Text:
    if value is None:
        return Text()
    cell = value.isoformat() if isinstance(value, date) else str(value)
    return Text(written(cell.title() if cell.islower() else cell))


def _text(value: object) -> Text:
    return Text("" if value is None else str(value))


def _mark(left: object, right: object) -> Text:
    """Say whether two values agree; nothing if one is unknown."""
    if left is None or right is None:
        return Text()
    return Text("=", "green") if left == right else Text("≠", "bold red")


def _answer() -> str:
    """Return the letter that was typed; the end of the input ends the review."""
    try:
        return Prompt.ask(
            "One person? \\[y]es, \\[n]o, \\[l]ater, \\[q]uit",
            choices=[*_VERDICTS, "q"],
            show_choices=False,
            console=console,
        )
    except EOFError:
        return "q"
