"""What to coarsen: the rows, periods and columns of the finest counts that pin a hidden one."""

import pytest

from pipelines.disclosure.differencing.facts import Print
from pipelines.disclosure.differencing.remedy import listed, remedy, size
from tests.disclosure.differencing.publishing import cell

TAKEN_BACK = "use the same areas and periods as the earlier release, which can't be taken back"


def said(*cells, earlier=()):
    """What the remedy says for the counts that the newest release prints, and those that an earlier one printed."""
    return remedy([*(Print("1", each) for each in earlier), *(Print("2", each) for each in cells)], "2")


def test_small_areas_are_merged_before_large_ones():
    areas = [cell("A", 1, 10), cell("B", 1, 10, source="panel/areas"), cell("ABC", 1, 30, source="public/county")]
    assert said(*areas) == "In board/areas and panel/areas, merge the rows A and B with others, or leave out hate."
    assert said(*areas[1:]) == "In panel/areas, merge the rows B with others, or leave out hate."


@pytest.mark.parametrize(("one", "other"), [("1-12", "1"), ("1-3", "1-2"), ("1-3", "2-3")])
def test_different_periods_are_made_one_or_longer(one, other):
    assert said(cell("A", one, 10), cell("A", other, 10, source="board/short")) == (
        "In board/short, print only one kind of period, or longer periods, or leave out hate."
    )


def test_different_columns_are_merged_a_part_before_its_whole():
    assert said(cell("A", 1, 10), cell("A", 1, 10, "hate:race", "hate", "board/strands")) == (
        "In board/strands, merge the columns hate:race with others, or leave out hate:race."
    )


def test_a_count_in_two_workbooks_can_only_be_left_out():
    same = [cell("A", 1, "[c]"), cell("A", 1, "[c]", source="public/county")]
    assert said(*same) == "In board/areas and public/county, leave out hate."


def test_what_only_an_earlier_release_printed_can_not_be_taken_back():
    earlier = [cell("A", 1, 10, source="panel/areas")]
    assert said(cell("ABC", 1, 30), earlier=earlier) == f"In board/areas, {TAKEN_BACK}, or leave out hate."
    assert said(cell("A", 1, 30), earlier=earlier) == "In board/areas, leave out hate."


def test_the_size_of_a_count_is_how_many_districts_and_months_it_adds_up():
    assert [size(cell("A", 1, 10)), size(cell("AB", "11-13", 10))] == [1, 6]


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ("A", "A"),
        ("BA", "A and B"),
        ("CBA", "A, B and C"),
        ("FEDCBA", "A, B, C, D, E and F"),
        ("HGFEDCBA", "A, B, C, D, E, F and 2 more"),
    ],
)
def test_a_list_has_up_to_six_names_and_says_how_many_more_there_are(names, words):
    assert listed([*names]) == words
