"""Letters with and without their accents.

Here: what a keyboard without accents makes of a name. Not here: which names lose theirs (mistakes.py).
"""

import unicodedata
from functools import cache

_STROKES = str.maketrans({"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ø": "o", "Ø": "O", "ı": "i", "ß": "ss", "æ": "ae"})


@cache
def without_accents(name: str) -> str:
    """Return a name in plain letters; spaces, hyphens and apostrophes stay."""
    apart = unicodedata.normalize("NFKD", name.translate(_STROKES))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
