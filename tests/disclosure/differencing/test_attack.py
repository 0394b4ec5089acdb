"""The attack on published counts: what it recovers from badly protected counts, and that the audit finds it too."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.disclosure.differencing.editions import Edition, History, defined
from pipelines.disclosure.differencing.findings import findings
from pipelines.disclosure.differencing.report import report
from tests.agencies.repeatable import STEADY
from tests.disclosure.differencing.attack import Wrong, attack
from tests.disclosure.differencing.publishing import cells, month, plain
from tests.disclosure.differencing.test_ranges import releases

UNCHANGED = History((), {"hate"})

#: A county's districts, printed by the rule.
DISTRICTS = """
    area | months | shown
    A    | 1-3    | 10
    B    | 1-3    | 25
    C    | 1-3    | [c]
"""


#: Only a few windows, so that printed counts often overlap.
HALVES = st.sampled_from([(1, 1), (1, 3), (2, 4)])


def exact(published, figure):
    """Return cells with rounding switched off: they show the exact count."""
    return [replace(each, shown=figure, low=figure, high=figure) for each in published]


def recovered(*published, **known):
    """Return what is recovered about hidden numbers: districts and the range."""
    found = attack([plain(each) for each in published], **known)
    return {("".join(each["districts"]), each["low"], each["high"]) for each in found if each["hidden_in"]}


def audited(*published, history=UNCHANGED):
    """Return the audit's findings for cells that the last release hides, by definition."""
    found = findings([Edition(str(at), each) for at, each in enumerate(published, start=1)], history)
    newest = str(len(published))
    return {defined(of.cell): each for each in found for of in each.hidden_in if of.release_id == newest}


def test_counts_protected_by_the_rule_are_not_recovered():
    assert recovered(cells(f"{DISTRICTS} ABC | 1-3 | 40")) == set()


def test_if_totals_are_not_rounded_a_hidden_count_is_recovered_and_the_audit_says_where():
    total = exact(cells("area | months | shown | source \n ABC | 1-3 | 45 | public/county"), 43)
    published = [*cells(DISTRICTS), *total]
    assert recovered(published) == {("C", 4, 7)}
    (finding,) = audited(published).values()
    assert (finding.area, finding.low, finding.high) == ("C", 4, 7)
    assert {each.cell.source for each in finding.pinned_by} == {"board/areas", "public/county"}
    assert "public/county" in report([finding])


def test_a_month_is_recovered_from_two_windows_that_overlap():
    windows = cells("area | months | shown\n A | 1-12 | 10 \n A | 2-13 | 20 \n A | 13 | [c]")
    assert recovered(windows) == {("A", 6, 7)}


def test_a_part_is_recovered_from_wholes_of_its_siblings():
    parts = cells("""
        area | months | measure   | whole | shown
        A    | 1      | hate:race | hate  | [c]
        B    | 1      | hate      |       | [c]
        AB   | 1      | hate:race | hate  | 15
        B    | 1      | hate:race | hate  | [c]
    """)
    assert recovered(parts) == {("A", 6, 7), ("B", 6, 7)}


@pytest.mark.parametrize(("changed", "found"), [((), {("C", 4, 7)}), (([("A", month(1))],), set())])
def test_two_releases_are_combined_except_for_what_changed(changed, found):
    earlier = cells("area | months | shown\n A | 1 | 10 \n B | 1 | 10")
    later = cells("area | months | shown\n C | 1 | [c] \n ABC | 1 | 30")
    assert recovered(earlier, later, changed=changed) == found


def test_figures_that_visibly_changed_are_not_combined():
    earlier = cells("area | months | shown\n A | 1 | 10 \n B | 1 | 10")
    later = cells("area | months | shown\n A | 1 | 15 \n C | 1 | [c] \n ABC | 1 | 35")
    assert recovered(earlier, later) == {("C", 4, 7)} == recovered([*later, *earlier[1:]])
    with pytest.raises(Wrong):
        recovered(earlier, later, changed=[[("B", month(1))]])


@settings(**{**STEADY, "max_examples": 100})
@given(releases(largest=5, areas=st.sampled_from(["A", "B", "C", "ABC"]), windows=HALVES, exact={"ABC"}))
def test_the_audit_narrows_each_recovered_hidden_cell_at_least_as_far(drawn):
    _, editions, history = drawn
    published = [each.cells for each in editions]
    known = audited(*published, history=history)
    changed = [(change.district_code, change.month_start) for change in history.changes]
    for found in attack([plain(each) for each in published], changed=[changed]):
        if 1 in found["hidden_in"]:
            audited_as = known[found["measure"], tuple(found["districts"]), found["months"][0], found["months"][-1]]
            assert found["low"] <= audited_as.low <= audited_as.high <= found["high"]


def test_nothing_is_recovered_from_two_releases_of_the_sample(county):
    columns = "release_id, measure, whole, districts, first_month, last_month, shown, low, high"
    printed = {}
    for release_id, *row in county.rows(f"select distinct {columns} from audit.published_cell order by release_id"):
        printed.setdefault(release_id, []).append(dict(zip(columns.split(", ")[1:], row, strict=True)))
    changes = "select distinct release_id, district_code, month_start from audit.published_change"
    (_, second), changed = printed, county.rows(changes)
    assert {release_id for release_id, *_ in changed} == {second}
    assert any(row["shown"] == "[c]" for row in printed[second])
    assert attack([*printed.values()], changed=[{tuple(place) for _, *place in changed}]) == []
