"""Reading files with one JSON object on each line as a table.

Each key is a column; a key inside another object comes after that object's name (`contact.forename`).

Here: turning JSON into text. A list becomes its members separated by semicolons; true and false become Yes and No.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pipelines.files.codes import spelling_key
from pipelines.files.refusal import Refusal
from pipelines.files.sheets import WIDEST, Row, Sheet
from pipelines.files.text_file import open_text

_ONE_EACH = "write each report as one object on its own line"
_NO_OBJECT = f"is not a JSON object; {_ONE_EACH}"
_NAMED_TWICE = "has the same key twice; say which one is right"


class _NamedTwice(ValueError):
    """Two keys in an object are the same column."""


class _Line(NamedTuple):
    """A line as sent, and its object: each key as spelt, with its cell, by the key's `spelling_key`."""

    number: int
    text: str
    cells: Mapping[str, tuple[str, str]]
    problem: str | None = None


def read_json_lines(path: Path, name: str | None = None) -> Sheet:
    """Read a file of JSON lines. A line that isn't an object comes as it was sent, with its problem.

    Keys match whatever their case or punctuation, so one line's spelling doesn't affect the others.

    Args:
        path: The file.
        name: The sender's name for the file, if that is more than the file's own name.

    Raises:
        Refusal: if the file has no object, is in another encoding, or has more keys than any table has columns.
    """
    name = name or path.name
    columns: dict[str, str] = {}
    is_empty = True
    for line in _lines(path, name):
        is_empty = False
        for key, (spelt, _) in line.cells.items():
            columns.setdefault(key, spelt)
        if len(columns) > WIDEST:
            reason = f"the objects have more than {WIDEST:,} different keys"
            raise Refusal(name, f"{reason}; send the file again with the contract's keys")
    if is_empty:
        raise Refusal(name, "the file is empty; send it again with its lines")
    if not columns:
        raise Refusal(name, f"no line of the file is a JSON object; {_ONE_EACH} and send the file again")
    return Sheet(name, list(columns.values()), _rows(path, name, list(columns)))


def _rows(path: Path, name: str, columns: list[str]) -> Iterator[Row]:
    for line in _lines(path, name):
        if line.problem is None:
            yield Row(line.number, [line.cells[key][1] if key in line.cells else "" for key in columns])
        else:
            yield Row(line.number, [line.text], line.problem)


def _lines(path: Path, name: str) -> Iterator[_Line]:
    with open_text(path, name) as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            text = line.rstrip("\r\n")
            try:
                yield _Line(number, text, _by_spelling(json.loads(line, object_pairs_hook=_object)))
            except _NamedTwice:
                yield _Line(number, text, {}, _NAMED_TWICE)
            except (ValueError, RecursionError):
                yield _Line(number, text, {}, _NO_OBJECT)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) < len(pairs):
        raise _NamedTwice
    return dict(pairs)


def _by_spelling(found: Any) -> dict[str, tuple[str, str]]:
    if not isinstance(found, dict):
        raise ValueError
    cells = list(_cells(found))
    by_spelling = {spelling_key(key) or key: (key, cell) for key, cell in cells}
    if len(by_spelling) < len(cells):
        raise _NamedTwice
    return by_spelling


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
    return _text(json.dumps(value) if isinstance(value, (dict, list)) else str(value))


def _text(text: str) -> str:
    """Return text that can be stored: JSON can contain half a character, which no encoding can."""
    return text.encode("utf-8", "replace").decode("utf-8")
