"""The text of a cell that is not plain: what nobody sees is dropped, and marks are written as a keyboard writes them.

Here: the functions that the macro `fold_space` calls for the few cells that hold more than plain letters and single
spaces. What the text means is in `sql/0_macros/` and `pipelines.landing.values`.
"""

import re
import unicodedata
from html import unescape

#: What a web page writes for a character, as in O&#39;Brien.
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
#: Marks as word processors write them, then as keyboards do. The last of each are Windows-1252's, read as Latin-1.
_AS_TYPED = {
    "'": "‘’‚‛′ʼʻ´\x91\x92",
    '"': "“”„‟″\x93\x94",
    "-": "‐‑‒–—―−⁃﹘﹣\x96\x97",
    "/": "⁄∕",
    # Fillers and the empty braille cell look like spaces; NUL is found between words too.
    " ": "\0\u115f\u1160\u2800\u3164\uffa0",
}
#: Invisible characters besides control (Cc) and formatting (Cf) ones: joiners and variation selectors.
_INVISIBLE = (0x034F, 0x17B4, 0x17B5, *range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))


def fold_text(sent: str) -> str:
    """Return a cell's text trimmed, with white space of any kind folded to one space and without what nobody sees."""
    return _fold(_unescaped(sent))


def fold_lines(sent: str) -> str:
    """Return the text of a cell that may hold several values, with semicolons between those on lines of their own."""
    return "; ".join(filter(None, map(_fold, _unescaped(sent).splitlines())))


def _fold(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).translate(_SEEN).split())


def _unescaped(sent: str) -> str:
    """Return what an export for the web means; some are escaped twice."""
    for _ in range(2):
        sent = _ENTITY.sub(lambda found: unescape(found[0]), sent)
    return sent


def _is_hidden(code: int) -> bool:
    return unicodedata.category(chr(code)) in ("Cc", "Cf") and not chr(code).isspace()


_SEEN: dict[int, str | None] = {
    **dict.fromkeys(filter(_is_hidden, (*range(0x20000), *range(0xE0000, 0xE1000)))),
    **dict.fromkeys(_INVISIBLE),
    **{0xFF01 + place: chr(0x21 + place) for place in range(94)},  # full-width
    **{ord(mark): typed for typed, marks in _AS_TYPED.items() for mark in marks},
}
