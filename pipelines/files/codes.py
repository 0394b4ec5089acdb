"""Coded cells: every spelling a sender uses, conformed to the code it stands for.

Here: how a spelling is matched and how a cell that holds several is split. The spellings themselves are
reference data (`raw/reference/`, read by `pipelines.landing.reference`).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

_SEPARATORS = tuple(re.compile(separator, re.IGNORECASE) for separator in (";", ",", "/", r"\band\b"))
_DECIMAL_POINT = re.compile(r"(?<=\d)\.(?=\d)")
_NOT_A_WORD = re.compile(r"[^0-9a-z·]")


class Conformed(NamedTuple):
    """A distinct cell, the codes it stands for, and whether a part of it is a spelling no list knows."""

    cell: str
    codes: list[str]
    has_unmapped: bool


def spelling_key(text: str) -> str:
    """Return what two spellings of the same name share: no case, no punctuation, no accents.

    A point between digits is kept, since offence codes 4.9 and 49 are two (contracts, "Reading cells").
    """
    bare = unicodedata.normalize("NFKD", text).casefold()
    return _NOT_A_WORD.sub("", _DECIMAL_POINT.sub("·", bare))


def conform(cells: Iterable[str], spellings: Mapping[str, str], unknown: str, many: bool) -> Iterator[Conformed]:
    """Conform distinct cells to codes.

    Args:
        cells: Cleaned cells, each once.
        spellings: Code by `spelling_key`.
        unknown: The Unknown member, given to a part that no spelling matches.
        many: Whether a cell may hold several, separated by `;` `,` `/` or "and".

    Yields:
        Each cell with its codes, in the order written and each once.
    """
    for cell in cells:
        parts = _parts(cell, spellings, _SEPARATORS) if many else [cell]
        found = [spellings.get(key) for part in parts if (key := spelling_key(part))] or [None]
        yield Conformed(cell, list(dict.fromkeys(code or unknown for code in found)), None in found)


def _parts(cell: str, spellings: Mapping[str, str], separators: Sequence[re.Pattern[str]]) -> list[str]:
    """Split a cell by one separator after another, but never what is known whole: "Marriage and civil partnership"."""
    if not separators or spelling_key(cell) in spellings:
        return [cell]
    first, *others = separators
    return [part for split in first.split(cell) for part in _parts(split, spellings, others)]
