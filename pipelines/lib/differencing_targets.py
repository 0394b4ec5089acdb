"""Which sums of a block are to be hidden, and which of those that come out say nothing new.

Here: the cells that are printed as hidden, the unknowns, and what remains of a printed cell when another that it holds
is taken away. What they can be is `differencing_ranges`.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

import numpy as np
from scipy.sparse import csr_array

from pipelines.lib.differencing_blocks import Block, Sum
from pipelines.lib.differencing_ranges import Range, Target

#: What stands for a hidden count, the largest count that is hidden, and how wide the range is that hides it.
HIDDEN = "[c]"
SMALL = 7
BAND = SMALL - 1


def is_hidden(known: Sum) -> bool:
    """Return whether a sum is printed as hidden, wherever it is printed."""
    return any(stated.cell.shown == HIDDEN for stated in known.prints)


def targets(block: Block) -> dict[Target, frozenset[int]]:
    """Return what of a block could be worked out though it is small, with the unknowns it is the sum of.

    Args:
        block: Unknowns and the sums that are known of them.

    Returns:
        Each set of unknowns once: the sums printed as hidden, single unknowns, and differences of nested sums of a
        measure. Left out are sums that are printed as they are, and differences that their bounds show to be large.
    """
    found: dict[frozenset[int], Target | None] = {}
    first = len(block.unknowns)
    for at, known in enumerate(block.sums):
        found[known.unknowns] = Target(first + at) if is_hidden(known) else None
    for at in range(first):
        found.setdefault(frozenset({at}), Target(at))
    for outer, inner in _nested(block):
        rest = block.sums[outer].unknowns - block.sums[inner].unknowns
        if block.sums[outer].low - block.sums[inner].high <= SMALL:
            found.setdefault(rest, Target(first + outer, first + inner))
    return {target: unknowns for unknowns, target in found.items() if target is not None}


def telling(narrow: Mapping[Target, Range], of: Mapping[Target, frozenset[int]], block: Block) -> Iterator[Target]:
    """Yield the targets that say something by themselves.

    That a count is 0 discloses nobody. That an unprinted count is at most so many says nothing new, where it is part of
    one that was found already.
    """
    kept: list[frozenset[int]] = []
    for target in sorted(narrow, key=lambda target: -len(of[target])):
        printed = target.minus is None and target.plus >= len(block.unknowns)
        derived = narrow[target].low == 0 and not printed and any(of[target] < unknowns for unknowns in kept)
        if narrow[target].high > 0 and not derived:
            kept.append(of[target])
            yield target


def _nested(block: Block) -> Iterator[tuple[int, int]]:
    """Yield the pairs of sums of which one holds all unknowns of the other and more."""
    of_measure = defaultdict(list)
    for at, known in enumerate(block.sums):
        of_measure[block.unknowns[next(iter(known.unknowns))][0].measure].append(at)
    for members in of_measure.values():
        sizes = np.array([len(block.sums[at].unknowns) for at in members])
        cells = [(row, unknown) for row, at in enumerate(members) for unknown in block.sums[at].unknowns]
        rows, columns = zip(*cells, strict=True)
        held = csr_array((np.ones(len(cells)), (rows, columns)), shape=(len(members), len(block.unknowns)))
        common = (held @ held.T).tocoo()
        inside = (common.data == sizes[common.col]) & (common.row != common.col)
        for outer, inner in zip(common.row[inside], common.col[inside], strict=True):
            yield members[outer], members[inner]
