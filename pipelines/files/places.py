"""Rows and lines of a file in words, for sentences that say where something is."""

from collections.abc import Sequence

_SHOWN = 5


def named(numbers: Sequence[int], what: str = "row") -> str:
    """Return rows or lines in words: `row 3`, `rows 3 and 4`, `rows 3, 4, 5, 6, 7 and 12 more`."""
    if len(numbers) == 1:
        return f"{what} {numbers[0]}"
    shown = [str(number) for number in numbers[:_SHOWN]]
    last = f"{len(numbers) - _SHOWN:,} more" if len(numbers) > _SHOWN else shown.pop()
    return f"{what}s {', '.join(shown)} and {last}"


def which(numbers: Sequence[int], one: str, several: str) -> str:
    """Return the words for one row or for several."""
    return one if len(numbers) == 1 else several
