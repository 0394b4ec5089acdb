"""Reading files of JSON objects as a table: one object on each line.

Each key is a column; a key inside another object comes after that object's name (`contact.forename`).

Here: turning JSON into text. A list becomes its members separated by semicolons; true and false become Yes and No.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pipelines.files.codes import spelling_key
from pipelines.files.footer import is_footer
from pipelines.files.headers import missing_columns
from pipelines.files.json_text import NAMED_TWICE, NO_OBJECT, ONE_EACH, NotSeparable, Value, by_line, in_order
from pipelines.files.legible import legible
from pipelines.files.places import named, which
from pipelines.files.refusal import Refusal
from pipelines.files.sheets import WIDEST, Row, Sheet
from pipelines.files.text_file import TextFile
from schemas.contract import Table

#: Beyond this, not every whole number has a decimal form of its own.
_WHOLE_BELOW = 1e15

#: How a list of objects begins.
_LIST = re.compile(r"\[\s*(?:\{|$)")

Values = Callable[[], Iterable[Value]]


class _Object(NamedTuple):
    """An object's number and text as sent, and each key as spelt, with its cell, by the key's `spelling_key`."""

    number: int
    text: str
    cells: Mapping[str, tuple[str, str]]
    problem: str | None = None


def read_json_lines(path: Path, table: Table, name: str | None = None) -> Sheet:
    """Read a file of JSON objects. What isn't an object comes as it was sent, with its problem.

    Keys match whatever their case or punctuation, so one object's spelling doesn't affect the others. A row's number
    is that of its line or, if the objects aren't one on each line, its place among them.

    Args:
        path: The file.
        table: The contract.
        name: The sender's name for the file, if that is more than the file's own name.

    Raises:
        Refusal: if the file isn't text, has no object, is one list, has more keys than any table has columns, or is
            JSON in which nobody can say where objects end.
    """
    text = TextFile(path, name or path.name)
    values = _values(text, table)
    columns: dict[str, str] = {}
    numbers: list[int] = []
    for found in _objects(values()):
        numbers.append(found.number)
        for key, (spelt, _) in found.cells.items():
            columns.setdefault(key, spelt)
        if len(columns) > WIDEST:
            reason = f"the objects have more than {WIDEST:,} different keys"
            raise Refusal(text.name, f"{reason}; send the file again with the contract's keys")
    if not numbers:
        raise Refusal(text.name, "the file is empty; send it again with its lines")
    if not columns:
        raise Refusal(text.name, f"no line of the file is a JSON object; {ONE_EACH} and send the file again")
    sheet = Sheet(text.name, list(columns.values()), iter(()), assumed=list(text.assumed))
    crowded = [number for number, objects in Counter(numbers).items() if objects > 1]
    are_lines = not crowded
    if crowded:
        has = which(crowded, "has", "have")
        sheet.assumed.append(
            f"{named(crowded, 'line')} {has} several objects, so rows are numbered by object and not by line"
        )
    sheet.rows = legible(table, sheet, _rows(_objects(values()), list(columns), are_lines))
    return sheet


def _values(text: TextFile, table: Table) -> Values:
    """Return what yields the values in a file: by line if a line is a report, otherwise in their order."""

    def lines() -> Iterator[Value]:
        with text.lines() as file:
            yield from by_line(file)

    with text.lines() as file:
        start = next((line for line in file if line.strip("\ufeff \t\r\n")), "").lstrip("\ufeff \t")
    if _LIST.match(start):
        raise Refusal(text.name, f"the file is one JSON list; {ONE_EACH} and send the file again")
    if any(_is_report(value.value, table) for value in lines()):
        return lines
    with text.lines() as file:
        whole = "".join(file)
    try:
        values = in_order(whole)
    except NotSeparable as fault:
        if "\n" in whole.strip():
            return lines
        reason = f"the JSON is broken or cut short at line {fault.line}, so the rest can't be read"
        raise Refusal(text.name, f"{reason}; {ONE_EACH} and send the complete file again") from None
    return lambda: values


def _is_report(value: Any, table: Table) -> bool:
    return isinstance(value, dict) and not missing_columns(table, list(value))


def _objects(values: Iterable[Value]) -> Iterator[_Object]:
    """Yield objects with their cells, and without what a program wrote below the last one."""
    held: list[_Object] = []
    for value in values:
        found = _object(value)
        if found.problem == NO_OBJECT and is_footer(found.text):
            held.append(found)
        else:
            yield from held
            held.clear()
            yield found


def _object(value: Value) -> _Object:
    if value.problem is None:
        cells = list(_cells(value.value))
        by_spelling = {spelling_key(key) or key: (key, cell) for key, cell in cells}
        if len(by_spelling) == len(cells):
            return _Object(value.number, value.text, by_spelling)
    return _Object(value.number, value.text, {}, value.problem or NAMED_TWICE)


def _rows(objects: Iterable[_Object], columns: list[str], are_lines: bool) -> Iterator[Row]:
    for place, found in enumerate(objects, start=1):
        number = found.number if are_lines else place
        if found.problem is None:
            yield Row(number, [found.cells[key][1] if key in found.cells else "" for key in columns])
        else:
            yield Row(number, [found.text], found.problem)


def _cells(found: dict[str, Any], within: str = "") -> Iterator[tuple[str, str]]:
    for key, value in found.items():
        if isinstance(value, dict) and not within:
            yield from _cells(value, f"{key}.")
        else:
            yield _text(within + key), _cell(value)


def _cell(value: Any) -> str:
    return "; ".join(filter(None, map(_scalar, value))) if isinstance(value, list) else _scalar(value)


def _scalar(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, float) and value.is_integer() and abs(value) < _WHOLE_BELOW:
        return str(int(value))
    return _text(json.dumps(value) if isinstance(value, (dict, list)) else str(value))


def _text(text: str) -> str:
    """Return text that can be stored: JSON can contain half a character, which no encoding can."""
    return text.encode("utf-8", "replace").decode("utf-8")
