"""Letters with and without their accents.

Here: how a keyboard without accents writes a name. Not here: which names lose their accents (mistakes.py).
"""

from unicodedata import combining, normalize

_STROKES = str.maketrans({"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ø": "o", "Ø": "O", "ı": "i", "ß": "ss", "æ": "ae"})


def _plain(letter: str) -> str:
    apart = normalize("NFKD", letter.translate(_STROKES))
    return "".join(part for part in apart if not combining(part))


#: Separate accents, and letters with accents: Latin, Latin Extended and Latin Extended Additional.
_PLAIN = {at: _plain(chr(at)) for at in (*range(0x80, 0x370), *range(0x1E00, 0x1F00))}


def without_accents(name: str) -> str:
    """Return a name in plain letters; spaces, hyphens and apostrophes stay."""
    return name if name.isascii() else name.translate(_PLAIN)
