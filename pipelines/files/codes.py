"""Coded cells: turning every spelling that a sender uses into the code it stands for.

Here: matching a spelling, and splitting a cell that holds several. The spellings themselves are reference data
(`raw/reference/`, read by `pipelines.landing.reference`).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

#: What may separate the codes in a cell, in the order in which they are tried.
SEPARATORS = (";", ",", "/", "and")
_SEPARATORS = tuple(
    re.compile(rf"\b{each}\b" if each.isalpha() else re.escape(each), re.IGNORECASE) for each in SEPARATORS
)
_DECIMAL_POINT = re.compile(r"(?<=\d)\.(?=\d)")
_NOT_A_WORD = re.compile(r"[^0-9a-z·]")


class Conformed(NamedTuple):
    """A distinct cell, the codes it stands for, and whether any part of the cell is in no reference list."""

    cell: str
    codes: list[str]
    has_unmapped: bool


def spelling_key(text: str) -> str:
    """Return a key that all spellings of the same name share: without case, punctuation or accents.

    A point between digits is kept, because 4.9 and 49 are different offence codes (docs/contracts/README.md,
    "Reading cells").
    """
    bare = unicodedata.normalize("NFKD", text).casefold()
    return _NOT_A_WORD.sub("", _DECIMAL_POINT.sub("·", bare))


def conform(cells: Iterable[str], spellings: Mapping[str, str], unknown: str, many: bool) -> Iterator[Conformed]:
    """Turn distinct cells into codes.

    Args:
        cells: Cleaned cells, without repeats.
        spellings: The code of each spelling, by its `spelling_key`.
        unknown: The Unknown member, used for a part that matches no spelling.
        many: Whether a cell may hold several values, separated by `;` `,` `/` or "and".

    Yields:
        Each cell with its codes, in the order written and without repeats.
    """
    for cell in cells:
        parts = _parts(cell, spellings, _SEPARATORS) if many else [cell]
        found = [spellings.get(key) for part in parts if (key := spelling_key(part))] or [None]
        yield Conformed(cell, list(dict.fromkeys(code or unknown for code in found)), None in found)


def _parts(cell: str, spellings: Mapping[str, str], separators: Sequence[re.Pattern[str]]) -> list[str]:
    """Split a cell by each separator in turn, but keep a known spelling whole: "Marriage and civil partnership"."""
    if not separators or spelling_key(cell) in spellings:
        return [cell]
    first, *others = separators
    return [part for split in first.split(cell) for part in _parts(split, spellings, others)]
