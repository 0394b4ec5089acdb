"""Which counts in a block must stay hidden.

Here: the cells that are printed as hidden, the unknowns, and the difference between two printed cells. `ranges` works
out what they can be.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array

from pipelines.disclosure.differencing.blocks import Block, Sum
from pipelines.disclosure.differencing.editions import defined
from pipelines.disclosure.suppression import HIDDEN, SUPPRESSED

#: The largest count that is hidden, and the width of the range that hides a count (records).
SMALL, BAND = max(SUPPRESSED), max(SUPPRESSED) - min(SUPPRESSED)


class Target(NamedTuple):
    """A count to examine: the sum of some unknowns, minus the sum of others that are parts of them."""

    unknowns: frozenset[int]
    less: frozenset[int] = frozenset()


def is_hidden(known: Sum) -> bool:
    """Return whether a sum is printed as hidden anywhere."""
    return any(stated.cell.shown == HIDDEN for stated in known.prints)


def hidden(block: Block) -> list[Target]:
    """Return the counts in a block that are printed as hidden."""
    return [Target(known.unknowns) for known in block.sums if is_hidden(known)]


def unprinted(block: Block) -> list[Target]:
    """Return the counts that could be worked out from a block although they are printed nowhere.

    These are the unknowns; what is left of a sum without the part it shares with another sum of the same measure; and
    what is left of a whole without one of its parts, in the same districts and months. A remainder is left out if the
    bounds already show that it is large.
    """
    printed = {known.unknowns for known in block.sums}
    single = [Target(frozenset({at})) for at in range(len(block.unknowns))]
    rest = [Target(one.unknowns - other.unknowns) for one, other in _overlapping(block) if _may_be_small(one, other)]
    others = [Target(whole.unknowns, part.unknowns) for whole, part in _parts(block) if _may_be_small(whole, part)]
    return [each for each in dict.fromkeys([*single, *rest, *others]) if each.less or each.unknowns not in printed]


def _may_be_small(one: Sum, other: Sum) -> bool:
    return one.low - other.high <= SMALL


def _overlapping(block: Block) -> Iterator[tuple[Sum, Sum]]:
    """Yield the pairs of sums of one measure that overlap, if the first is not wholly within the second."""
    of_measure = defaultdict(list)
    for known in block.sums:
        of_measure[block.unknowns[next(iter(known.unknowns))][0].measure].append(known)
    for sums in of_measure.values():
        sizes = np.array([len(known.unknowns) for known in sums])
        cells = [(row, unknown) for row, known in enumerate(sums) for unknown in known.unknowns]
        rows, columns = zip(*cells, strict=True)
        held = csr_array((np.ones(len(cells)), (rows, columns)))
        common = (held @ held.T).tocoo()
        has_more = common.data < sizes[common.row]
        for one, other in zip(common.row[has_more], common.col[has_more], strict=True):
            yield sums[one], sums[other]


def _parts(block: Block) -> Iterator[tuple[Sum, Sum]]:
    """Yield the pairs of sums where a release printed the first as the whole of the second."""
    printed = {(each.release_id, defined(each.cell)): known for known in block.sums for each in known.prints}
    for part in block.sums:
        for release_id, cell in part.prints:
            if cell.whole is None:
                continue
            whole = printed.get((release_id, defined(replace(cell, measure=cell.whole))))
            if whole is not None:
                yield whole, part
