"""Ranges in the differencing audit: no true count is outside its range, whatever was published."""

from dataclasses import replace
from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.disclosure.differencing.blocks import blocks
from pipelines.disclosure.differencing.editions import Change, Edition, History, number_of, slots
from pipelines.disclosure.differencing.facts import facts, rules
from pipelines.disclosure.differencing.hidden_counts import BAND, SMALL, hidden, unprinted
from pipelines.disclosure.differencing.ranges import Programme
from pipelines.disclosure.suppression import protect
from tests.agencies.repeatable import STEADY
from tests.disclosure.differencing.publishing import cell, month

#: The first month of the drawings.
FIRST = number_of(month(1))

DISTRICTS, MONTHS = "ABC", range(1, 6)
AREAS = st.sets(st.sampled_from(DISTRICTS), min_size=1).map(sorted).map("".join)
WINDOWS = st.tuples(st.sampled_from(MONTHS), st.sampled_from(MONTHS)).map(sorted)
MEASURES = st.sampled_from(["hate", "hate:race", "hate:religion"])


@st.composite
def counts(draw, largest=14):
    """A true count for each measure, district and month."""
    truth = {}
    for at in product(DISTRICTS, MONTHS):
        whole = truth["hate", *at] = draw(st.one_of(st.just(0), st.integers(0, 3), st.integers(0, largest)))
        truth["hate:race", *at] = draw(st.integers(0, whole))
        truth["hate:religion", *at] = draw(st.integers(0, whole))
    return truth


@st.composite
def published(draw, truth, areas=AREAS, windows=WINDOWS, measures=MEASURES, exact=()):
    """Cells with true counts, all protected except those for areas in `exact`."""
    cells = []
    for measure, area, (first, last) in draw(
        st.lists(st.tuples(measures, areas, windows), min_size=1, max_size=14, unique_by=str)
    ):
        true = sum(truth[measure, *at] for at in product(area, range(first, last + 1)))
        whole = "hate" if measure != "hate" else None
        printed = cell(area, f"{first}-{last}", protect(true), measure=measure, whole=whole)
        cells.append(replace(printed, shown=true, low=true, high=true) if area in exact else printed)
    return cells


@st.composite
def releases(draw, largest=14, **drawn):
    """True counts for two releases, the places that changed in between, and what each release published."""
    before = draw(counts(largest))
    changed = draw(st.sets(st.sampled_from([*product(DISTRICTS, MONTHS)]), max_size=4))
    other = draw(counts(largest))
    after = {at: other[at] if at[1:] in changed else true for at, true in before.items()}
    editions = [Edition("1", draw(published(before, **drawn))), Edition("2", draw(published(after, **drawn)))]
    history = History([Change("2", "hate", district, month(number)) for district, number in changed], {"hate"})
    return {"": before, "2": after}, editions, history


def looked_at(editions, history):
    """Yield each count that is examined: its atoms, those subtracted, and its range if it is narrow."""
    held = rules([each for edition in editions for each in edition.cells])
    known = facts(editions, history, ["hate", "hate:race", "hate:religion"], held)
    for block in blocks(known.found, known.relations):
        programme = Programme(block)
        for targets in (hidden(block), unprinted(block)):
            narrow = programme.narrow(targets)
            for target in targets:
                plus, minus = (
                    [atom for at in side for atom in block.unknowns[at]] for side in (target.unknowns, target.less)
                )
                yield plus, minus, narrow.get(target)


def place(atom):
    return atom.measure, atom.district, atom.month - FIRST + 1


@settings(**{**STEADY, "max_examples": 100})
@given(releases())
def test_a_true_count_is_never_outside_its_range(drawn):
    truth, editions, history = drawn

    def true(atoms):
        return sum(truth[atom.version][place(atom)] for atom in atoms)

    for plus, minus, found in looked_at(editions, history):
        assert found is None or found.low <= true(plus) - true(minus) <= found.high


#: Few enough to try every case: two districts and two months for one measure.
FEW = counts(largest=11).flatmap(
    lambda truth: published(
        truth, st.sampled_from(["A", "B", "AB"]), st.sampled_from([(1, 1), (2, 2), (1, 2)]), st.just("hate")
    )
)
CASES = np.array(list(product(range(20), repeat=4)), dtype=np.int16)
PLACES = [("hate", *each) for each in product("AB", (1, 2))]


@settings(**{**STEADY, "max_examples": 100})
@given(FEW)
def test_the_narrow_ranges_are_those_that_trying_every_case_finds(cells):
    """Every case with four counts of up to 19 each that agrees with what was published."""
    possible = np.ones(len(CASES), dtype=bool)
    for each in cells:
        at = [PLACES.index((each.measure, district, number - FIRST + 1)) for district, number in slots(each)]
        total = CASES[:, at].sum(axis=1)
        possible &= (total >= each.low) & (total <= each.high)
    for plus, _, found in looked_at([Edition("1", cells)], History()):
        at = [PLACES.index(place(atom)) for atom in plus]
        counted = CASES[possible][:, at].sum(axis=1)
        low, high = counted.min(), counted.max()
        is_narrow = high - low < BAND and low <= SMALL
        assert (found is not None) == is_narrow
        assert not is_narrow or (found.low, found.high) == (low, high)
