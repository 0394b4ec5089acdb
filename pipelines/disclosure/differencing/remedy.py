"""What to coarsen so that a count can no longer be worked out.

Here: a sentence that says so, from the cells that pin the count. The next audit shows whether it helped.
"""

from collections.abc import Collection

from pipelines.disclosure.differencing.editions import defined, slots
from pipelines.disclosure.differencing.facts import Print
from pipelines.disclosure.printed_counts import Published

#: How many names in a list are shown; the rest are counted.
_SHOWN = 6


def remedy(prints: Collection[Print], newest: str) -> str:
    """Return what to coarsen so that a count is hidden again.

    Args:
        prints: Where the count is printed, and what pins it.
        newest: The release being audited. What only earlier ones printed can no longer be coarsened.
    """
    cells = [each.cell for each in prints if each.release_id == newest]
    printed_now = {defined(cell) for cell in cells}
    finest = [cell for cell in cells if _coarseness(cell) == min(map(_coarseness, cells))]
    said = []
    if any(defined(each.cell) not in printed_now for each in prints):
        said.append("use the same areas and periods as the earlier release, which can't be taken back")
    if len({cell.districts for cell in cells}) > 1:
        said.append(f"merge the rows {listed({cell.area for cell in finest})} with others")
    if len({(cell.first_month, cell.last_month) for cell in cells}) > 1:
        said.append("print only one kind of period, or longer periods")
    if len({cell.measure for cell in cells}) > 1:
        said.append(f"merge the columns {listed({cell.series for cell in finest})} with others")
    said.append(f"leave out {listed({cell.series for cell in finest})}")
    return f"In {listed({cell.source for cell in finest})}, {', or '.join(said)}."


def _coarseness(cell: Published) -> tuple[int, bool]:
    """Return how coarse a cell is; if two have the same size, a whole is coarser than a part."""
    return size(cell), cell.whole is None


def size(cell: Published) -> int:
    """Return how many districts and months a cell adds up."""
    return sum(1 for _ in slots(cell))


def listed(names: Collection[str]) -> str:
    """Return names as a list in words, sorted; if there are many, the first ones and how many more there are."""
    ordered = sorted(names)
    shown = [*ordered[:_SHOWN], *([f"{len(ordered) - _SHOWN} more"] if len(ordered) > _SHOWN else [])]
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else shown[0]
