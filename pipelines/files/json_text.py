"""JSON as people and programs write it: an object on each line, several on a line, commas left at the end.

Here: separating the objects in a text. `json_lines` turns them into rows.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

ONE_EACH = "write each report as one object on its own line"
NO_OBJECT = f"is not a JSON object; {ONE_EACH}"
NAMED_TWICE = "has the same key twice; say which one is right"

#: A text in quotation marks, or a comma with nothing behind it.
_END_COMMA = re.compile(r'("(?:\\.|[^"\\])*")|,(?=\s*[}\]])', re.DOTALL)
_BETWEEN = re.compile(r"[\s,\ufeff\x1e]*")


class Value(NamedTuple):
    """A value in a text: its number, the text as sent, and the value or what is wrong with it."""

    number: int
    text: str
    value: Any
    problem: str | None = None


class NotSeparable(ValueError):
    """A text in which nobody can tell where its objects end; `line` is where that begins."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


def loads(text: str) -> Any:
    """Read one JSON value, though commas may be left at the end of its lists and objects, and of itself.

    Raises:
        ValueError: if it isn't JSON.
        RecursionError: if it is too deep.
    """
    (found,) = _Decoder().values(text)
    return found.value


def by_line(lines: Iterable[str]) -> Iterator[Value]:
    """Yield the values in lines with one object each, numbered by line. A line may also have several objects."""
    decoder = _Decoder()
    for number, line in enumerate(lines, start=1):
        text = line.strip(" \t\r\n\ufeff\x1e")
        if not text.rstrip(","):
            continue
        try:
            found = list(decoder.values(text))
        except (ValueError, RecursionError):
            found = []
        if found and all(isinstance(each.value, dict) for each in found):
            yield from (each._replace(number=number) for each in found)
        else:
            yield Value(number, line.rstrip("\r\n"), None, NO_OBJECT)


def in_order(text: str) -> list[Value]:
    """Return the values in a text, numbered in their order.

    Raises:
        NotSeparable: if a value isn't JSON, is too deep or is never closed, so that nobody knows where the next begins.
    """
    return list(_Decoder().values(text))


class _Decoder:
    """Reads values. NaN is no number, so it is missing."""

    def __init__(self) -> None:
        self._is_doubled = False
        self._json = json.JSONDecoder(object_pairs_hook=self._object, parse_constant=_constant)

    def values(self, text: str) -> Iterator[Value]:
        """Yield the values in a text, one after the other."""
        at, number = 0, 0
        while (at := _BETWEEN.match(text, at).end()) < len(text):  # type: ignore[union-attr] # it matches anywhere
            number += 1
            self._is_doubled = False
            try:
                value, end = self._json.raw_decode(text, at)
            except (ValueError, RecursionError):
                bare = _END_COMMA.sub(lambda found: found[1] or "", text)
                if bare == text:
                    raise NotSeparable(1 + text.count("\n", 0, at)) from None
                text = bare  # what was read before may be shorter now, but it has no such comma
                number -= 1
                continue
            problem = NAMED_TWICE if self._is_doubled else None if isinstance(value, dict) else NO_OBJECT
            yield Value(number, text[at:end], value, problem)
            at = end

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        self._is_doubled |= len(found) < len(pairs)
        return found


def _constant(name: str) -> str | None:
    return None if name == "NaN" else name
