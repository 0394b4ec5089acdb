"""The command `hatecrime review`.

Here: how a doubtful pair is shown, what the reviewer is asked, and how answers are listed and taken back. Finding pairs
and keeping decisions is in `linkage/review`.

The reviewer judges the two records alone. What the model thinks of them is shown once they have answered.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from getpass import getuser
from typing import TYPE_CHECKING, Annotated

import typer
from rich.prompt import Prompt
from rich.table import Table
from rich.text import Text

from pipelines.commands.terminal import WAREHOUSE, WarehouseOption, console, fail

if TYPE_CHECKING:
    from pipelines.build.warehouse import Warehouse
    from pipelines.linkage.review import Answer, Question, Verdict

_HIDDEN = "•••••"
_VERDICTS: dict[str, "Verdict"] = {"y": "yes", "n": "no"}
_UNDO, _LATER, _QUIT = "u", "l", "q"

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
    listed: Annotated[bool, typer.Option("--list", help="List the answers given so far, the newest first.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take back the reviewer's newest answer.")] = False,
) -> None:
    """Decide whether doubtful pairs of records are one person. Pairs that would change a count come first.

    Each answer, yes or no, is kept in the vault, with who gave it and when. Every load from the next one on applies it.
    """
    from pipelines.build.warehouse import Warehouse

    if reveal and not sys.stdout.isatty():
        fail("--reveal shows personal details, which must not end up in a file or a log; use it on a terminal.")
    home, reviewer = Warehouse(warehouse.resolve()), by or getuser()
    with _plain_errors():
        if listed:
            _list(home)
        elif undo:
            _undo(home, reviewer)
        else:
            _review(home, limit, reveal, reviewer)


def _review(home: "Warehouse", limit: int, reveal: bool, by: str) -> None:
    from pipelines.linkage.review import decide, questions, take_back

    asked, in_doubt = questions(home, limit)
    if not asked:
        console.print("No pairs are in doubt.")
    given: list[int] = []
    number = 0
    while number < len(asked):
        question = asked[number]
        console.print(f"Pair {number + 1} of {len(asked)}; {in_doubt:,} are in doubt", style="bold")
        console.print(side_by_side(question, reveal))
        answer = _answer()
        if answer == _QUIT:
            break
        if answer == _UNDO:
            if given:
                number = given.pop()
                take_back(home, asked[number].pair)
            else:
                console.print("No answer has been given yet; hatecrime review --undo takes back an earlier one.")
            continue
        if answer in _VERDICTS:
            decide(home, question, _VERDICTS[answer], by)
            given.append(number)
            console.print(_told(question))
        number += 1
    decisions = "1 decision saved; the next load will apply it."
    if len(given) > 1:
        decisions = f"{len(given)} decisions saved; the next load will apply them."
    console.print(decisions if given else "No decisions were saved.")


def _told(question: "Question") -> str:
    """Return what the reviewer may know after answering."""
    effect = "changes a count" if question.changes_a_count else "changes no count"
    return f"The model would say {question.of_model} (weight {question.match_weight:.1f}). The answer {effect}."


def _list(home: "Warehouse") -> None:
    from pipelines.linkage.review import answers
    from schemas.agencies import agency_titles

    given = answers(home)
    if not given:
        console.print("No answers have been given yet.")
        return
    table, titles = Table(pad_edge=False, box=None), agency_titles()
    for name in ("When", "By", "One person?", "Record", "Other record"):
        table.add_column(name)
    for each in given:
        table.add_row(f"{each.decided_at:%Y-%m-%d %H:%M}", each.decided_by, each.verdict, *_records(each, titles))
    console.print(table)


def _undo(home: "Warehouse", by: str) -> None:
    from pipelines.linkage.review import answers, take_back
    from schemas.agencies import agency_titles

    newest = next((each for each in answers(home) if each.decided_by == by), None)
    if newest is None:
        fail(f"{by} has given no answers; --by names another reviewer, and --list shows all answers.")
    take_back(home, newest.pair)
    records = " and ".join(_records(newest, agency_titles()))
    console.print(f"Taken back: {newest.verdict} for {records}. The next load will go without it.", markup=False)


def _records(answer: "Answer", titles: dict[str, str]) -> Iterator[str]:
    """Yield each record of a pair, by its agency's title and its reference."""
    for agency, _, key in (answer.pair[:3], answer.pair[3:]):
        yield f"{titles.get(agency, agency)} {key}"


@contextmanager
def _plain_errors() -> Iterator[None]:
    """End with the message of an error that a reviewer can do something about."""
    from pipelines.build.vault import VaultLocked
    from pipelines.build.warehouse import WarehouseBusy
    from pipelines.linkage.person_records import IdentitiesMissing
    from pipelines.linkage.review import NothingToReview

    try:
        yield
    except (IdentitiesMissing, NothingToReview, VaultLocked, WarehouseBusy) as error:
        fail(str(error))


def side_by_side(question: "Question", reveal: bool) -> Table:
    """Return a pair as a table: a column for each record, and between them whether they agree."""
    from schemas.agencies import agency_titles

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
            "One person? \\[y]es, \\[n]o, \\[l]ater, \\[u]ndo the last answer, \\[q]uit",
            choices=[*_VERDICTS, _LATER, _UNDO, _QUIT],
            show_choices=False,
            console=console,
        )
    except EOFError:
        return _QUIT
