"""The differencing audit: whether a hidden count can be worked out from everything that was published.

Here: which ranges are a disclosure, and what is said of one. It takes published cells and gives findings; nothing is
read or written. How cells become linear bounds is `differencing_facts` and `differencing_blocks`; what is looked at,
`differencing_targets`; ranges are `differencing_ranges`; which tables the cells come from, `differencing_tables`.

Who attacks is taken to hold all statistical workbooks of all releases, to know how counts are hidden and rounded, which
measures are parts or sums of others, and what changed between releases though not by how much
(`differencing_editions`). He knows of no record himself, and takes records to come late, to change and to be withdrawn.
Shares are computed from the protected counts beside them, so they tell nothing that those do not.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipelines.lib.differencing_blocks import Block, Contradiction, blocks
from pipelines.lib.differencing_editions import Edition, History, period
from pipelines.lib.differencing_facts import Facts, Print, facts, families, rules
from pipelines.lib.differencing_ranges import Infeasible, Programme, Range
from pipelines.lib.differencing_remedy import remedy
from pipelines.lib.differencing_targets import Target, hidden, is_hidden, unprinted


@dataclass(frozen=True)
class Finding:
    """A small count that can be worked out more narrowly than hiding is meant to leave it.

    Attributes:
        measure: What it counts.
        area: Where, in the words of the workbooks.
        period: The months it is the sum of, in words.
        low: The least that it can be (records).
        high: The most that it can be (records).
        hidden_in: Where it is printed as hidden; nowhere, where it is not printed at all.
        pinned_by: What else was printed that narrows it.
        remedy: What to coarsen.
    """

    measure: str
    area: str
    period: str
    low: int
    high: int
    hidden_in: tuple[Print, ...]
    pinned_by: tuple[Print, ...]
    remedy: str


def findings(editions: Sequence[Edition], history: History) -> list[Finding]:
    """Return what the last of several releases discloses, together with those before it.

    Args:
        editions: What each release published.
        history: What is known of changes between releases.

    Returns:
        A finding for each count that the last release has a part in pinning; what earlier releases pin among themselves
        can't be taken back.

    Raises:
        Contradiction: if figures of one release can't all be true at once.
    """
    ordered = sorted(editions, key=lambda edition: edition.release_id)
    cells = [cell for edition in ordered for cell in edition.cells]
    areas = {cell.districts: cell.area for cell in cells}
    held = rules(cells)
    found: list[Finding] = []
    for measures in families({cell.measure for cell in cells}, held):
        about = [edition.of(measures) for edition in ordered]
        family = [rule for rule in held if rule.whole in measures]
        newest = ordered[-1].release_id
        try:
            found += _of_family(facts(about, history, family), areas, newest)
        except Contradiction:
            if len(ordered) == 1:
                raise
            found += _of_family(facts(about, history, family, apart=measures), areas, newest)
    return found


def _of_family(known: Facts, areas: Mapping[tuple[str, ...], str], newest: str) -> Iterator[Finding]:
    for block in blocks(known.found, known.relations):
        try:
            narrow = _narrow(block)
        except Infeasible as error:
            raise Contradiction(each for at in sorted(error.sums) for each in block.sums[at].prints) from None
        for target, each in narrow.items():
            found = _finding(block, target, each, areas, newest)
            if any(each.release_id == newest for each in (*found.hidden_in, *found.pinned_by)):
                yield found


def _narrow(block: Block) -> dict[Target, Range]:
    """Return what of a block is narrower than hiding is meant to leave it, with the ranges.

    What is printed nowhere is looked at where nothing printed that it has part in is pinned: it comes out of that, and
    the next audit tells whether it still does. That a count is 0 discloses nobody.
    """
    programme = Programme(block)
    narrow = programme.narrow(hidden(block))
    pinned = frozenset[int]().union(*(target.unknowns for target in narrow))
    rest = [target for target in unprinted(block) if pinned.isdisjoint(target.unknowns | target.less)]
    come_out = {target: each for target, each in programme.narrow(rest).items() if each.high > 0}
    return narrow | {
        target: each
        for target, each in come_out.items()
        if each.low > 0 or not any(target.unknowns < other.unknowns for other in come_out if not other.less)
    }


def _finding(block: Block, target: Target, found: Range, areas: Mapping[tuple[str, ...], str], newest: str) -> Finding:
    own = next((known for known in block.sums if known.unknowns == target.unknowns and not target.less), None)
    hidden_in = own.prints if own is not None and is_hidden(own) else ()
    pinned_by = [each for at in sorted(found.bound_by) if block.sums[at] != own for each in block.sums[at].prints]
    atoms = [atom for unknown in target.unknowns for atom in block.unknowns[unknown]]
    less = sorted({block.unknowns[unknown][0].measure for unknown in target.less})
    districts = tuple(sorted({atom.district for atom in atoms}))
    return Finding(
        measure=" without ".join([atoms[0].measure, *less]),
        area=areas.get(districts) or " + ".join(areas.get((code,), code) for code in districts),
        period=period({atom.month for atom in atoms}),
        low=found.low,
        high=found.high,
        hidden_in=hidden_in,
        pinned_by=tuple(pinned_by),
        remedy=remedy((*hidden_in, *pinned_by), newest),
    )
