"""Whether a hidden count can be worked out from everything that was published.

Here: which ranges are a disclosure. It takes published cells and returns findings; it reads and writes nothing. `facts`
and `blocks` turn cells into linear bounds, `hidden_counts` picks the counts to examine, and `ranges` works out what
they can be.

We assume that an attacker holds all statistical workbooks from all releases. The attacker knows how counts are hidden
and rounded, and which measures are parts or sums of others. The attacker also knows what changed between releases, but
not by how much (`editions`). The attacker knows no record personally, and expects records to come late, to change and
to be withdrawn. Shares are computed from the protected counts beside them, so they reveal nothing more.
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
        history: What is known about changes between releases.

    Returns:
        A finding for each count that the last release helps to pin down. What earlier releases pin down between them
        can't be taken back.

    Raises:
        Contradiction: if one release's figures can't all be true at once, or use one name for different districts.
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
    """Raise Contradiction if an area of a measure means different districts in different workbooks."""
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
    """Return the counts in a block that the newest release helps to narrow too far, with their ranges.

    A count that is printed nowhere is examined only if no printed count that it belongs to is pinned down. If one is,
    it follows from that one, and the next audit shows whether it still does. A count of 0 discloses nobody.
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
    """Return the counts that the newest release helps to narrow and that can be more than 0."""
    return {
        target: found
        for target, found in narrow.items()
        if found.high > 0
        and any(each.release_id == newest for prints in stated(block, target, found) for each in prints)
    }
