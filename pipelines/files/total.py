"""The number of records that a sender states below a table: a control total.

Here: how the total is read. Each agency's own module knows what it counts.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from pipelines.files.excel.cells import NOT_CALCULATED
from pipelines.files.refusal import Refusal

#: A whole number, with a comma or a space between thousands as people write them.
_NUMBER = re.compile(
    r"(?<![\d.,-])(?:\d{1,3}(?:([,\s'\u2019])\d{3}(?:\1\d{3})*)|\d{1,9})(?:\.0+)?(?![\d.,]*\d)", re.ASCII
)
_WORD = re.compile(r"[a-z]+")
_SAY_NOTHING = {"grand", "overall", "total", "totals", "number", "no", "of", "in", "the", "all", "is", "count"}


def total_in(footer: Sequence[Sequence[str]], what: str, file: str) -> int:
    """Return the total that the rows below a table state: in the cell with the word Total, or in one after it.

    Args:
        footer: The rows below the table.
        what: What is counted: `cases`. A total of these counts before one that doesn't say what it counts.
        file: The file, for the message.

    Raises:
        Refusal: if there is no total, if it is a formula without a result, or if there are different ones.
    """
    for needed in ({"total", what}, {"total"}, {what}):
        found = [said for row in footer for said in _said(row, what, needed)]
        if NOT_CALCULATED in found:
            reason = f"the number beside Total {what} is a formula without a stored result"
            raise Refusal(file, f"{reason}; open the workbook in Excel, save it and send it again")
        if len(numbers := {int(re.sub(r"\.0+$|\D", "", said)) for said in found}) > 1:
            raise Refusal(file, f"there are different numbers of total {what} below the table; send it again with one")
        if numbers:
            return numbers.pop()
    raise Refusal(file, f"there is no number beside Total {what} below the table; send it again with its total")


def _said(row: Sequence[str], what: str, needed: set[str]) -> Iterable[str]:
    """Yield the numbers that a row with this label states, or that one is a formula without a result."""
    cells = [" ".join(cell.split()) for cell in row]
    for place, cell in enumerate(cells):
        words = [word.replace("totals", "total") for word in _WORD.findall(_NUMBER.sub(" ", cell.lower()))]
        if not needed <= set(words) or words[0] not in {*_SAY_NOTHING, what}:
            continue
        inside = [found[0] for found in _NUMBER.finditer(cell)]
        if len(inside) == 1 and ({*words} <= {*_SAY_NOTHING, what} or cell.endswith(inside[0])):
            yield inside[0]
        beside = (re.sub(rf"(?i)\s*{what}$", "", each) for each in cells[place + 1 :])
        yield from islice((each for each in beside if each == NOT_CALCULATED or _NUMBER.fullmatch(each)), 1)
        return
