"""What changed between releases: earlier figures are combined with new ones except where something changed."""

import pytest

from pipelines.disclosure.differencing.editions import Change, History, number_of, period
from pipelines.disclosure.differencing.findings import findings
from tests.disclosure.differencing.publishing import editions, month
from tests.disclosure.differencing.test_findings import UNCHANGED, found

#: C is at least 4 if A is at most 22 and B at most 12; it is hidden if either is unknown.
PINNED = {("C", "January 2016", 4, 7)}

EARLIER = """
    area | months | shown
    A    | 1      | 10
    B    | 1      | 10
"""


def changed(measure, district, number=1, release_id="2"):
    return Change(release_id, measure, district, month(number))


def test_a_measure_changes_only_where_it_is_listed_if_all_its_changes_are():
    later = "area | months | shown\n C | 1 | [c] \n ABC | 1 | 30"
    assert found(EARLIER, later, history=History([changed("other", "A")], {"hate"})) == PINNED


@pytest.mark.parametrize("measure", ["cases", "cases:race"])
def test_a_sum_and_its_strands_change_with_the_measures_it_adds_up(measure):
    drawn = editions(EARLIER, "area | months | shown\n C | 1 | [c] \n ABC | 1 | 30", measure=measure)
    for of, is_pinned in (("victim_support_cases", False), ("other", True)):
        history = History([changed(of, "A")], {"victim_support_cases", "other"})
        assert bool(findings(drawn, history)) == is_pinned


def test_a_figure_may_change_in_each_release():
    drawings = [f"area | months | shown\n A | 1 | {shown}" for shown in (10, 20, 30)]
    history = History([changed("hate", "A"), changed("hate", "A", release_id="3")], {"hate"})
    newest = f"{drawings[-1]} \n B | 1 | [c] \n AB | 1 | 35"
    assert found(*drawings[:-1], newest, history=history) == found(newest) == set()


def test_a_figure_that_changes_in_each_release_leaves_the_others_known():
    """A's figure is different in each release, and B is still known from the first."""
    second = "area | months | shown\n A | 1 | 20"
    newest = "area | months | shown\n A | 1 | 30 \n C | 1 | [c] \n ABC | 1 | 50"
    assert found(EARLIER, second, newest) == PINNED


#: The first release contradicts EARLIER, whose two figures add up to more than the three districts had.
FIRST = "area | months | shown\n ABC | 1 | 10"


def test_releases_after_a_contradiction_are_apart_from_each_other():
    newest = "area | months | shown\n C | 1 | [c] \n ABC | 1 | 30"
    assert found(EARLIER, newest) == PINNED
    assert found(FIRST, EARLIER, newest) == set()


def test_after_a_contradiction_a_release_with_the_same_figures_as_the_one_before_comes_from_the_same_data():
    repeated = f"{EARLIER} C | 1 | [c] \n BC | 1 | 10"
    (finding,) = findings(editions(FIRST, repeated, repeated), UNCHANGED)
    assert [each.release_id for each in finding.hidden_in] == ["2", "3"]


@pytest.mark.parametrize("first", ["D | 1 | 10", "E | 1 | 20"], ids=["a new figure", "a figure known to have changed"])
def test_only_what_a_changed_figure_covers_comes_from_other_data(first):
    """B is known from the earlier release, since only E's and A's figures changed."""
    later = f"area | months | shown\n {first} \n A | 1 | 20 \n C | 1 | [c] \n ABC | 1 | 40"
    history = History([changed("hate", "E")], {"hate"})
    assert found(f"{EARLIER} E | 1 | 10", later, history=history) == PINNED


def test_if_a_known_change_explains_a_new_figure_nothing_else_in_it_changed():
    """A changed in January, so the sum of A and B differs; B is still known from the earlier release."""
    earlier = "area | months | shown\n B | 1 | 10 \n AB | 1-2 | 20"
    later = "area | months | shown\n AB | 1-2 | 40 \n A | 1 | 20 \n C | 1 | [c] \n ABC | 1 | 40"
    assert found(earlier, later, history=History([changed("hate", "A")], {"hate"})) == PINNED


def test_the_parts_that_an_unchanged_figure_covers_are_known_from_the_earlier_release():
    """A's January is as before, so its two months differ by February; A and B together are known for January."""
    earlier = "area | months | shown\n A | 1 | 10 \n A | 1-2 | 20 \n AB | 1 | 20"
    later = "area | months | shown\n A | 1 | 10 \n A | 1-2 | 30 \n C | 1 | [c] \n ABC | 1 | 30"
    assert found(earlier, later, history=UNCHANGED) == {("C", "January 2016", 6, 7)}


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ([1], "January 2016"),
        ([13, 12], "December 2016 to January 2017"),
        ([2, 3, 4, 12], "February 2016 to April 2016 and December 2016"),
    ],
)
def test_months_in_words_are_runs_from_the_first_to_the_last(numbers, words):
    assert period({number_of(month(number)) for number in numbers}) == words
