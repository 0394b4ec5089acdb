"""Whether a hidden count can be worked out from everything that was published.

Here: which ranges are a disclosure. It takes published cells and gives findings; nothing is read or written. How cells
become linear bounds is `facts` and `blocks`; what is looked at, `hidden_counts`; what that can be, `ranges`.

Who attacks is taken to hold all statistical workbooks of all releases, to know how counts are hidden and rounded, which
measures are parts or sums of others, and what changed between releases though not by how much (`editions`). He knows of
no record himself, and takes records to come late, to change and to be withdrawn. Shares are computed from the protected
counts beside them, so they tell nothing that those do not.
"""

from collections.abc import Iterator, Mapping, Sequence

from pipelines.disclosure.differencing.blocks import Block, Contradiction, blocks
from pipelines.disclosure.differencing.editions import Edition, History
from pipelines.disclosure.differencing.facts import Facts, Print, facts, families, rules
from pipelines.disclosure.differencing.finding import Finding, finding, stated
from pipelines.disclosure.differencing.hidden_counts import Target, hidden, unprinted
from pipelines.disclosure.differencing.ranges import Infeasible, Programme, Range
from pipelines.disclosure.printed_counts import Published


def findings(editions: Sequence[Edition], history: History) -> list[Finding]:
    """Return what the last of several releases discloses, together with those before it.

    Args:
        editions: What each release published.
        history: What is known of changes between releases.

    Returns:
        A finding for each count that the last release has a part in pinning; what earlier releases pin among themselves
        can't be taken back.

    Raises:
        Contradiction: if figures of one release can't all be true at once, or are of other districts by the same name.
    """
    ordered = sorted(editions, key=lambda edition: edition.release_id)
    if not ordered:
        return []
    newest = ordered[-1]
    _hold_names_to_one_meaning(newest)
    cells = [cell for edition in ordered for cell in edition.cells]
    areas = {cell.districts: cell.area for cell in cells}
    held = rules(cells)
    found: list[Finding] = []
    for measures in families({cell.measure for cell in cells}, held):
        about = [edition.of(measures) for edition in ordered]
        family = [rule for rule in held if rule.whole in measures]
        try:
            found += _of_family(facts(about, history, measures, family), areas, newest.release_id)
        except Contradiction:
            if len(ordered) == 1:
                raise
            found += _of_family(facts(about, history, measures, family, are_apart=True), areas, newest.release_id)
    return found


def _hold_names_to_one_meaning(edition: Edition) -> None:
    """Raise Contradiction where an area of a measure is of some districts in one workbook and of others in another."""
    meant: dict[tuple[str, str], Published] = {}
    for cell in edition.cells:
        other = meant.setdefault((cell.area, cell.measure), cell)
        if other.districts != cell.districts:
            raise Contradiction([Print(edition.release_id, other), Print(edition.release_id, cell)])


def _of_family(known: Facts, areas: Mapping[tuple[str, ...], str], newest: str) -> Iterator[Finding]:
    for block in blocks(known.found, known.relations):
        try:
            narrow = _narrow(block, newest)
        except Infeasible as error:
            raise Contradiction(each for at in sorted(error.sums) for each in block.sums[at].prints) from None
        yield from (finding(block, target, found, areas, newest) for target, found in narrow.items())


def _narrow(block: Block, newest: str) -> dict[Target, Range]:
    """Return what of a block the newest release helps to narrow further than hiding is meant to, with the ranges.

    What is printed nowhere is looked at where nothing printed that it has part in is pinned: it comes out of that, and
    the next audit tells whether it still does. That a count is 0 discloses nobody.
    """
    programme = Programme(block)
    narrow = _pinned_by(newest, block, programme.narrow(hidden(block)))
    pinned = frozenset[int]().union(*(target.unknowns for target in narrow))
    rest = [target for target in unprinted(block) if pinned.isdisjoint(target.unknowns | target.less)]
    come_out = _pinned_by(newest, block, programme.narrow(rest))
    return narrow | {
        target: found
        for target, found in come_out.items()
        if found.low > 0 or not any(target.unknowns < other.unknowns for other in come_out if not other.less)
    }


def _pinned_by(newest: str, block: Block, narrow: Mapping[Target, Range]) -> dict[Target, Range]:
    """Return what of it the newest release has a part in, and is not 0."""
    return {
        target: found
        for target, found in narrow.items()
        if found.high > 0
        and any(each.release_id == newest for prints in stated(block, target, found) for each in prints)
    }
