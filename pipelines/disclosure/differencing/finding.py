"""A finding: a count that can be worked out.

Here: what a finding says, and how it is made from a block and a range. `findings` decides whether there is a finding;
`report` puts it in words.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.disclosure.differencing.blocks import Block
from pipelines.disclosure.differencing.editions import period, slots
from pipelines.disclosure.differencing.facts import Print
from pipelines.disclosure.differencing.hidden_counts import Target, is_hidden
from pipelines.disclosure.differencing.ranges import Range
from pipelines.disclosure.differencing.remedy import remedy


@dataclass(frozen=True)
class Finding:
    """A small count that can be worked out more closely than hiding is meant to allow.

    Attributes:
        measure: What it counts.
        area: The area, as named in the workbooks.
        period: The months it covers, in words.
        low: The least that it can be (records).
        high: The most that it can be (records).
        hidden_in: Where it is printed as hidden; empty if it is not printed at all.
        pinned_by: The other printed counts that narrow it.
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


def stated(block: Block, target: Target, found: Range) -> tuple[tuple[Print, ...], tuple[Print, ...]]:
    """Return where a count in a block is printed as hidden, and the other printed counts that limit its range."""
    own = next((known for known in block.sums if known.unknowns == target.unknowns and not target.less), None)
    pinned_by = [each for at in sorted(found.bound_by) if block.sums[at] != own for each in block.sums[at].prints]
    return own.prints if own is not None and is_hidden(own) else (), tuple(pinned_by)


def finding(block: Block, target: Target, found: Range, areas: Mapping[tuple[str, ...], str], newest: str) -> Finding:
    """Return the finding for a count.

    Args:
        block: The block that holds the count.
        target: The count.
        found: The range it can be in.
        areas: The names of areas, by the codes of their districts.
        newest: The release being audited.
    """
    hidden_in, pinned_by = stated(block, target, found)
    atoms = [atom for unknown in target.unknowns for atom in block.unknowns[unknown]]
    where = [*slots(hidden_in[-1].cell)] if hidden_in else [(atom.district, atom.month) for atom in atoms]
    districts = tuple(sorted({district for district, _ in where}))
    less = sorted({block.unknowns[unknown][0].measure for unknown in target.less})
    return Finding(
        measure=" without ".join([atoms[0].measure, *less]),
        area=areas.get(districts) or " + ".join(areas.get((code,), code) for code in districts),
        period=period({month for _, month in where}),
        low=found.low,
        high=found.high,
        hidden_in=hidden_in,
        pinned_by=pinned_by,
        remedy=remedy((*hidden_in, *pinned_by), newest),
    )
