"""What to coarsen so that a count can't be worked out any more.

Here: that in a sentence, from the cells that pin the count. Whether it helped, the next audit tells.
"""

from collections.abc import Collection

from pipelines.disclosure.differencing.editions import defined, slots
from pipelines.disclosure.differencing.facts import Print
from pipelines.disclosure.printed_counts import Published

#: How many names are told of a list; the rest is counted.
_TOLD = 6


def remedy(prints: Collection[Print], newest: str) -> str:
    """Return what to coarsen so that a count is hidden again.

    Args:
        prints: Where the count is printed, and what pins it.
        newest: The release that is looked at; what only earlier ones printed can't be coarsened any more.
    """
    cells = [each.cell for each in prints if each.release_id == newest]
    printed_now = {defined(cell) for cell in cells}
    finest = [cell for cell in cells if _coarseness(cell) == min(map(_coarseness, cells))]
    said = []
    if any(defined(each.cell) not in printed_now for each in prints):
        said.append("print the areas and periods again that an earlier release printed, which can't be taken back")
    if len({cell.districts for cell in cells}) > 1:
        said.append(f"merge the rows {listed({cell.area for cell in finest})} with others")
    if len({(cell.first_month, cell.last_month) for cell in cells}) > 1:
        said.append("print one kind of period only, or longer ones")
    if len({cell.measure for cell in cells}) > 1:
        said.append(f"merge the columns {listed({cell.series for cell in finest})} with others")
    said.append(f"leave {listed({cell.series for cell in finest})} out")
    return f"In {listed({cell.source for cell in finest})}, {', or '.join(said)}."


def _coarseness(cell: Published) -> tuple[int, bool]:
    """Return how coarse a cell is, of two of the same size a whole coarser than a part."""
    return size(cell), cell.whole is None


def size(cell: Published) -> int:
    """Return how many districts and months a cell is the sum of."""
    return sum(1 for _ in slots(cell))


def listed(names: Collection[str]) -> str:
    """Return names as a list in words, in their order; of many, the first ones and how many more there are."""
    ordered = sorted(names)
    told = [*ordered[:_TOLD], *([f"{len(ordered) - _TOLD} more"] if len(ordered) > _TOLD else [])]
    return " and ".join([", ".join(told[:-1]), told[-1]]) if len(told) > 1 else told[0]
