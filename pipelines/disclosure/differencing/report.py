"""The differencing audit in plain English.

Here: the words for findings. `findings` decides what is a finding.
"""

from collections.abc import Iterator, Sequence

from pipelines.disclosure.differencing.editions import defined, period, slots
from pipelines.disclosure.differencing.facts import Print
from pipelines.disclosure.differencing.finding import Finding
from pipelines.disclosure.differencing.remedy import listed, size

CLEAN = "No hidden count can be worked out from what was published."

#: How many of the cells that pin a count are listed; the rest are counted.
_SHOWN = 8


def report(found: Sequence[Finding]) -> str:
    """Return the findings, one paragraph each, the narrowest ranges first; or say that there are none."""
    if not found:
        return CLEAN
    worst = sorted(found, key=lambda each: each.high - each.low)
    counted = f"{len(found):,} counts that should be hidden" if len(found) > 1 else "A count that should be hidden"
    paragraphs = ("\n".join(_paragraph(each)) for each in worst)
    return "\n\n".join([f"{counted} can be worked out from what was published.", *paragraphs])


def _paragraph(found: Finding) -> Iterator[str]:
    known = f"exactly {found.low}" if found.low == found.high else f"{found.low} to {found.high}"
    yield f"{found.measure}, {found.area}, {found.period}: {known}."
    hidden_in = {each.cell.source for each in found.hidden_in}
    yield f"  Hidden in {listed(hidden_in)}." if hidden_in else "  Not printed anywhere."
    yield "  Worked out from:"
    pins = _by_definition(found.pinned_by)
    yield from (f"  - {_place(prints)}" for prints in pins[:_SHOWN])
    if len(pins) > _SHOWN:
        yield f"  - {len(pins) - _SHOWN} more"
    yield f"  What to coarsen: {found.remedy}"


def _place(prints: Sequence[Print]) -> str:
    """Return what is printed and where, in the newest release that prints it."""
    release_id, cell = prints[-1]
    sources = {each.cell.source for each in prints if each.release_id == release_id}
    months = period({month for _, month in slots(cell)})
    return f"{cell.shown}: {cell.series}, {cell.area}, {months}, in {listed(sources)} ({release_id})"


def _by_definition(prints: Sequence[Print]) -> list[list[Print]]:
    """Return prints of the same count together, in the order of releases; the smallest count first."""
    found: dict[object, list[Print]] = {}
    for each in prints:
        found.setdefault(defined(each.cell), []).append(each)
    return sorted(found.values(), key=lambda same: size(same[0].cell))
