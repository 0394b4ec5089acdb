"""Files of one JSON object a line, as a table: a column a key, an object's keys after its own (`contact.forename`).

Here: JSON to text. A list becomes its members with a semicolon between, true and false become Yes and No.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipelines.lib.refusal import Refusal
from pipelines.lib.sheets import WIDEST, Row, Sheet
from pipelines.lib.text_file import open_text

_NO_OBJECT = "is not a JSON object; write each report as one object on a line of its own"


def read_json_lines(path: Path, name: str | None = None) -> Sheet:
    """Read a file of JSON lines; a line that is not an object is given with its problem, as it was sent.

    Args:
        path: The file.
        name: What the sender calls it, where that is more than the file's own name.

    Raises:
        Refusal: if the file holds no object, is in another encoding, or has more keys than any table has columns.
    """
    name = name or path.name
    keys: dict[str, None] = {}
    lines = 0
    for row in _objects(path, name):
        lines += 1
        keys.update(dict.fromkeys(row[1] if isinstance(row[1], dict) else ()))
        if len(keys) > WIDEST:
            raise Refusal(name, f"its objects have more than {WIDEST:,} different keys; send it as the contract shows")
    if not lines:
        raise Refusal(name, "the file is empty; send it again with its lines")
    if not keys:
        raise Refusal(name, "no line of it is a JSON object; write each report as one object on a line of its own")
    return Sheet(name, list(keys), _rows(path, name, list(keys)))


def _rows(path: Path, name: str, keys: list[str]) -> Iterator[Row]:
    for number, found in _objects(path, name):
        if isinstance(found, dict):
            yield Row(number, [found.get(key, "") for key in keys])
        else:
            yield Row(number, [found], _NO_OBJECT)


def _objects(path: Path, name: str) -> Iterator[tuple[int, dict[str, str] | str]]:
    """Yield each line's number and its object as cells by key or, where it is none, the line."""
    with open_text(path, name) as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                found = json.loads(line)
            except (ValueError, RecursionError):
                found = None
            if isinstance(found, dict):
                yield number, dict(_cells(found))
            else:
                yield number, _text(line.rstrip("\r\n"))


def _cells(found: dict[str, Any], within: str = "") -> Iterator[tuple[str, str]]:
    for key, value in found.items():
        if isinstance(value, dict) and not within:
            yield from _cells(value, f"{key}.")
        else:
            yield _text(within + key), _cell(value)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list):
        return "; ".join(_cell(member) for member in value)
    return _text(json.dumps(value) if isinstance(value, dict) else str(value))


def _text(text: str) -> str:
    """Return a text that can be stored: JSON can spell halves of characters, which no encoding has."""
    return text.encode("utf-8", "replace").decode("utf-8")
