"""Which sums of a block are to be hidden.

Here: the cells that are printed as hidden, the unknowns, and what remains of a printed cell when another that it holds
is taken away. What they can be is `differencing_ranges`.
"""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
from scipy.sparse import csr_array

from pipelines.lib.differencing_blocks import Block, Sum

#: What stands for a hidden count, the largest count that is hidden, and how wide the range is that hides it.
HIDDEN = "[c]"
SMALL = 7
BAND = SMALL - 1


def is_hidden(known: Sum) -> bool:
    """Return whether a sum is printed as hidden, wherever it is printed."""
    return any(stated.cell.shown == HIDDEN for stated in known.prints)


def hidden(block: Block) -> list[frozenset[int]]:
    """Return what a block prints as hidden, each as the unknowns it is the sum of."""
    return [known.unknowns for known in block.sums if is_hidden(known)]


def unprinted(block: Block) -> list[frozenset[int]]:
    """Return what could come out of a block though it is printed nowhere, each as the unknowns it is the sum of.

    That is each single unknown, and what remains of a sum when another of the same measure that it holds is taken
    away, but where the bounds of both show already that it is large.
    """
    printed = {known.unknowns for known in block.sums}
    single = [frozenset({at}) for at in range(len(block.unknowns))]
    rest = [outer.unknowns - inner.unknowns for outer, inner in _nested(block) if outer.low - inner.high <= SMALL]
    return [each for each in dict.fromkeys([*single, *rest]) if each not in printed]


def _nested(block: Block) -> Iterator[tuple[Sum, Sum]]:
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
            yield block.sums[members[outer]], block.sums[members[inner]]
