"""Headings that a worksheet has twice: which of the two columns is the table's.

Here: what the rest of the sheet says about a heading. `headers` matches headings to a contract.
"""

from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby

from pipelines.files.headers import contracted, missing_columns
from pipelines.files.sheets import Row, Sheet
from schemas.contract import Table


def one_of_each(table: Table, sheet: Sheet, rows: Iterable[Row], header: int) -> None:
    """Take the heading from a column that repeats another's, if it is empty or in a second table beside the first.

    Args:
        table: The contract.
        sheet: The table's part: its header is changed, and what was assumed is said.
        rows: The rows of the worksheet.
        header: The number of the header's row.
    """
    places = defaultdict(list)
    for place, name in contracted(table, sheet.header).items():
        places[name].append(place)
    repeated = {name: found for name, found in places.items() if len(found) > 1}
    if not repeated:
        return
    filled = {place for row in rows if row.number > header for place, cell in enumerate(row.cells) if cell.strip()}
    main = _main_block(table, sheet.header)
    for name, found in repeated.items():
        kept = [place for place in found if place in filled] or found[:1]
        why = "is empty"
        if len(kept) > 1 and len(within := [place for place in kept if place in main]) == 1:
            kept, why = within, "is outside the table"
        if len(kept) > 1:
            continue
        for place in set(found) - set(kept):
            said = "is empty" if place not in filled else why
            sheet.assumed.append(f"column {place + 1} has the heading of {name} too, but {said}, so it was left out")
            sheet.header = [*sheet.header[:place], "", *sheet.header[place + 1 :]]


def _main_block(table: Table, header: list[str]) -> set[int]:
    """Return the columns, without a gap, that have the whole header; none if there are several such blocks or none."""
    blocks = [
        [place for place, _ in block]
        for is_filled, block in groupby(enumerate(header), key=lambda each: bool(each[1].strip()))
        if is_filled
    ]
    whole = [block for block in blocks if not missing_columns(table, [header[place] for place in block])]
    return set(whole[0]) if len(whole) == 1 else set()
