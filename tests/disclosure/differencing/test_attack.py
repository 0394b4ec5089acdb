"""The attack on published counts: what it recovers where counts are protected badly, and that the audit knows of it."""

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

#: What is printed of a county's districts, by the rule.
DISTRICTS = """
    area | months | shown
    A    | 1-3    | 10
    B    | 1-3    | 25
    C    | 1-3    | [c]
"""


#: Few windows, so that what is printed has much to do with each other.
HALVES = st.sampled_from([(1, 1), (1, 3), (2, 4)])


def exact(published, figure):
    """Return cells with rounding switched off: they tell the exact count."""
    return [replace(each, shown=figure, low=figure, high=figure) for each in published]


def recovered(*published, **known):
    """Return what is recovered of hidden numbers: districts and the range."""
    found = attack([plain(each) for each in published], **known)
    return {("".join(each["districts"]), each["low"], each["high"]) for each in found if each["hidden_in"]}


def audited(*published, history=UNCHANGED):
    """Return what the audit finds of cells that the last release hides, by what they are of."""
    found = findings([Edition(str(at), each) for at, each in enumerate(published, start=1)], history)
    newest = str(len(published))
    return {defined(of.cell): each for each in found for of in each.hidden_in if of.release_id == newest}


def test_what_is_protected_by_the_rule_is_not_recovered():
    assert recovered(cells(f"{DISTRICTS} ABC | 1-3 | 40")) == set()


def test_where_totals_are_not_rounded_a_hidden_count_is_recovered_and_the_audit_says_where():
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


@pytest.mark.parametrize(("changed", "told"), [((), {("C", 4, 7)}), (([("A", month(1))],), set())])
def test_two_releases_are_put_together_but_for_what_changed(changed, told):
    earlier = cells("area | months | shown\n A | 1 | 10 \n B | 1 | 10")
    later = cells("area | months | shown\n C | 1 | [c] \n ABC | 1 | 30")
    assert recovered(earlier, later, changed=changed) == told


def test_what_is_seen_to_have_changed_is_not_put_together():
    earlier = cells("area | months | shown\n A | 1 | 10 \n B | 1 | 10")
    later = cells("area | months | shown\n A | 1 | 15 \n C | 1 | [c] \n ABC | 1 | 35")
    assert recovered(earlier, later) == {("C", 4, 7)} == recovered([*later, *earlier[1:]])
    with pytest.raises(Wrong):
        recovered(earlier, later, changed=[[("B", month(1))]])


@settings(**{**STEADY, "max_examples": 100})
@given(releases(largest=5, areas=st.sampled_from(["A", "B", "C", "ABC"]), windows=HALVES, exact={"ABC"}))
def test_whatever_is_recovered_of_hidden_cells_the_audit_finds_at_least_as_narrow(drawn):
    _, editions, history = drawn
    published = [each.cells for each in editions]
    known = audited(*published, history=history)
    changed = [(change.district_code, change.month_start) for change in history.changes]
    for told in attack([plain(each) for each in published], changed=[changed]):
        if 1 in told["hidden_in"]:
            audited_as = known[told["measure"], tuple(told["districts"]), told["months"][0], told["months"][-1]]
            assert told["low"] <= audited_as.low <= audited_as.high <= told["high"]


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
