"""The order of boxes in the lineage picture's columns, chosen so that few lines cross.

Here: the order alone. Column by column, each box moves to the middle of the boxes it is joined to (Sugiyama, Tagawa
and Toda 1981). Then each moves to where its lines are best (sifting: Matuszewski, Schönfeld and Molitor 1999). The
picture is drawn in `lineage_picture`.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

#: A column's boxes, and the trunks that run through it, from top to bottom.
Order = list[list[str]]

#: How many passes move boxes to the middle, rightwards and leftwards in turn, and how many then sift them.
SWEEPS = 12
#: How many extra crossings are worth making a line within a column shorter by one box.
WITHIN = 2


def steps(source: str, target: str, at: Mapping[str, int]) -> list[str]:
    """Return what a line runs through: its ends and, in the columns between, the trunk it shares with other lines."""
    return [source, *(f"{source} through {place}" for place in range(at[source] + 1, at[target])), target]


def ordered(columns: Sequence[Sequence[str]], lines: Collection[tuple[str, str]], at: Mapping[str, int]) -> Order:
    """Put each column's boxes and trunks in order.

    Args:
        columns: The boxes of each column, by name; their order is kept if nothing decides otherwise.
        lines: From what is read to what reads it; a line never leads to the left.
        at: Which column each box is in.

    Returns:
        The order of each column, from top to bottom; the same for the same boxes and lines.
    """
    order = [list(names) for names in columns]
    across: dict[str, list[str]] = defaultdict(list)
    within: dict[str, list[str]] = defaultdict(list)
    for source, target in lines:
        run = steps(source, target, at)
        near = within if at[source] == at[target] else across
        for place, (one, other) in enumerate(pairwise(run), at[source] + 1):
            if other not in near[one]:  # all boxes that a trunk leads to share it
                near[one].append(other)
                near[other].append(one)
            if other != target and other not in order[place]:
                order[place].append(other)
    for sweep in range(SWEEPS):
        in_turn = order if sweep % 2 == 0 else order[::-1]
        for beside, names in pairwise([[], *in_turn]):
            _to_the_middle(names, beside, across, within)
    for _ in range(SWEEPS):
        before = [tuple(names) for names in order]
        for place, names in enumerate(order):
            heights = [_heights(order[other]) for other in (place - 1, place + 1) if 0 <= other < len(order)]
            _sift(names, heights, across, within)
        if before == [tuple(names) for names in order]:
            break  # no box moved, so none will
    return order


def _to_the_middle(
    names: list[str], beside: Sequence[str], across: Mapping[str, Sequence[str]], within: Mapping[str, Sequence[str]]
) -> None:
    """Sort a column by the mean height of the boxes each one is joined to, in the next column and in its own."""
    own, other = _heights(names), _heights(beside)

    def mean(name: str) -> float:
        heights = [other[near] for near in across.get(name, ()) if near in other]
        heights += [own[near] for near in within.get(name, ())]
        return sum(heights) / len(heights) if heights else own[name]

    names.sort(key={name: mean(name) for name in names}.__getitem__)


def _sift(
    names: list[str],
    heights: Sequence[Mapping[str, float]],
    across: Mapping[str, Sequence[str]],
    within: Mapping[str, Sequence[str]],
) -> None:
    """Move each box of a column to where fewest lines cross and lines within the column are short."""
    ends = [{name: [beside[near] for near in across[name] if near in beside] for name in names} for beside in heights]
    for name in tuple(names):
        others = [other for other in names if other != name]
        own = {other: index for index, other in enumerate(others)}
        crossing, costs = 0, []
        for index in range(len(names)):
            if index:
                passed = others[index - 1]
                crossing += sum(
                    (one < other) - (one > other) for by in ends for one in by[name] for other in by[passed]
                )
            length = sum(abs(own[near] + 0.5 - index) for near in within[name])
            stretched = sum(own[one] < index <= own.get(other, -1) for one in others for other in within[one])
            costs.append(crossing + WITHIN * (length + stretched))
        best = costs.index(min(costs))
        if costs[best] < costs[names.index(name)]:
            names[:] = [*others[:best], name, *others[best:]]


def _heights(names: Sequence[str]) -> dict[str, float]:
    return {name: (index + 0.5) / len(names) for index, name in enumerate(names)}
