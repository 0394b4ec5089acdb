"""Coded cells: turning every spelling that a sender uses into the code it stands for.

Here: matching a spelling, and splitting a cell that holds several. The spellings themselves are reference data
(`raw/reference/`, read by `pipelines.landing.reference`).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import unescape
from typing import NamedTuple

#: What may be between several values in a cell, in the order in which they are tried.
SEPARATORS = (";", "|", "•", ",", "/", "&", "+", "and")
#: A web page and a database write a new line in their own ways. A hyphen is one only if it has spaces around it.
_SEPARATORS = tuple(
    re.compile(separator, re.IGNORECASE)
    for separator in (
        r"<br */?>|\\[nr]",
        *(rf"\b{each}\b" if each.isalpha() else re.escape(each) for each in SEPARATORS),
        r"\bplus\b",
        r"\s-\s",
    )
)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_DECIMAL_POINT = re.compile(r"(?<=\d)\.(?=\d)")
_NOT_A_WORD = re.compile(r"[^0-9a-z·]")
_AND = re.compile(r"[&+]|\band\b", re.IGNORECASE)
_WHOLE_NUMBER = re.compile(r"(\d+)\.0+")


class Conformed(NamedTuple):
    """A distinct cell, the codes it stands for, and whether any part of the cell is in no reference list."""

    cell: str
    codes: list[str]
    has_unmapped: bool


def spelling_key(text: str) -> str:
    """Return a key that all spellings of the same name share: without case, punctuation or accents.

    A point between digits is kept, because 4.9 and 49 are different offence codes (docs/contracts/README.md,
    "Reading cells"). What a web page writes for a character is that character: `&amp;`.
    """
    for _ in range(2):  # some are escaped twice
        text = _ENTITY.sub(lambda found: unescape(found[0]), text)
    bare = unicodedata.normalize("NFKD", text).casefold()
    return _NOT_A_WORD.sub("", _DECIMAL_POINT.sub("·", bare))


def conform(cells: Iterable[str], spellings: Mapping[str, str], unknown: str, many: bool) -> Iterator[Conformed]:
    """Turn distinct cells into codes.

    Args:
        cells: Cleaned cells, without repeats.
        spellings: The code of each spelling, by its `spelling_key`.
        unknown: The Unknown member, used for a part that matches no spelling.
        many: Whether a cell may hold several values, separated by `;` `|` `,` `/` `&` `+` "and" and the like.

    Yields:
        Each cell with its codes, in the order written and without repeats.
    """
    for cell in cells:
        parts = _parts(cell, spellings, _SEPARATORS) if many else [cell]
        found = [_code(part, spellings) for part in parts if spelling_key(part)] or [None]
        yield Conformed(cell, list(dict.fromkeys(code or unknown for code in found)), None in found)


def _code(spelt: str, spellings: Mapping[str, str]) -> str | None:
    """Return the code for a spelling, whichever way it writes "and", or if it is a whole number written as 8.0."""
    whole = _WHOLE_NUMBER.fullmatch(spelt.strip())
    forms = [spelt, *([whole[1]] if whole else []), *(_AND.sub(joined, spelt) for joined in (" and ", " "))]
    return next((spellings[key] for form in forms if (key := spelling_key(form)) in spellings), None)


def _parts(cell: str, spellings: Mapping[str, str], separators: Sequence[re.Pattern[str]]) -> list[str]:
    """Split a cell by each separator in turn, but keep a known spelling whole: "Marriage and civil partnership"."""
    if not separators or _code(cell, spellings):
        return [cell]
    first, *others = separators
    return [part for split in first.split(cell) for part in _parts(split, spellings, others)]
