"""The police's references for offences.

Here: what a reference looks like, and how many there are for a county and a month. Not here: the ways people type one
(writing/hand_typed.py), or get it wrong (people/mistakes.py).
"""

from datetime import date

_PREFIXES = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # without I and O, read as 1 and 0
COUNTIES = len(_PREFIXES) ** 2
REFS_A_MONTH = 8000


def ref_prefix(county: int) -> str:
    """Return the two letters or digits that a county's references begin with: 23 for the first county."""
    first, second = divmod((county + 71) % COUNTIES, len(_PREFIXES))
    return _PREFIXES[first] + _PREFIXES[second]


def offence_ref(county: int, month: date, position: int) -> str:
    """Return the reference of the `position`th record of a month."""
    return f"{ref_prefix(county)}/{(month.month - 1) * REFS_A_MONTH + position + 1}/{month.year % 100}"
