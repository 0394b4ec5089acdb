"""The differencing audit: it finds what can be worked out from published counts, and nothing else."""

from dataclasses import replace

import pytest

from pipelines.disclosure.differencing.blocks import Contradiction
from pipelines.disclosure.differencing.editions import Change, Edition, History
from pipelines.disclosure.differencing.findings import findings
from pipelines.disclosure.differencing.report import CLEAN, report
from pipelines.disclosure.suppression import Cell, protect, published_sheet
from tests.disclosure.differencing.publishing import cells, editions, month

#: A history with every change to `hate`, the measure in most drawings, and there were none.
UNCHANGED = History((), {"hate"})


def found(*drawings, history=UNCHANGED):
    """Return what releases disclose: area, months, least and greatest."""
    return {(each.area, each.period, each.low, each.high) for each in findings(editions(*drawings), history)}


SIBLINGS = """
    area | months | shown
    A    | 1      | 10
    B    | 1      | 10
    C    | 1      | [c]
"""


def with_total(shown):
    return f"{SIBLINGS} ABC | 1 | {shown}"


def test_a_hidden_cell_is_pinned_by_a_total_and_its_siblings():
    assert found(with_total(30)) == {("C", "January 2016", 4, 7)}


def test_nothing_is_pinned_without_the_total_or_if_its_rounding_leaves_room():
    assert found(SIBLINGS) == set()
    assert found(with_total(25)) == set()


def test_hidden_cells_in_a_hidden_total_narrow_each_other():
    drawing = """
        area | months | shown
        A    | 1      | [c]
        B    | 1      | [c]
        AB   | 1      | [c]
    """
    assert found(drawing) == {
        ("A", "January 2016", 1, 6),
        ("B", "January 2016", 1, 6),
        ("AB", "January 2016", 2, 7),
    }


def test_a_count_that_is_not_printed_is_not_reported_beside_a_printed_one_that_it_belongs_to():
    """D, which is not printed, and what is left of the total without A both follow from the total."""
    drawing = """
        area | months | shown
        A    | 1      | [c]
        B    | 1      | [c]
        C    | 1      | [c]
        ABCD | 1      | [c]
    """
    pinned = {(area, "January 2016", 1, 5) for area in "ABC"}
    assert found(drawing) == {*pinned, ("ABCD", "January 2016", 3, 7)}


def test_two_overlapping_rolling_windows_pin_the_months_in_which_they_differ():
    drawing = """
        area | months | shown
        A    | 1-12   | 10
        A    | 2-13   | 20
        A    | 13     | [c]
    """
    assert found(drawing) == {("A", "January 2017", 6, 7), ("A", "January 2016", 0, 1)}


def test_a_count_that_is_not_printed_can_be_found_too():
    drawing = """
        area | months | shown
        A    | 1      | 10
        AB   | 1      | 10
    """
    assert found(drawing) == {("B", "January 2016", 0, 4)}


REST = """
    area | months | measure   | whole | shown
    A    | 1      | hate      |       | 10
    ABC  | 1      | hate      |       | 10
    CD   | 1      | hate      |       | 20
"""


def test_what_is_left_of_an_area_is_reported_once_and_not_for_each_district_that_may_have_none():
    assert found(REST) == {("B + C", "January 2016", 0, 4)}


def test_a_district_that_has_some_of_what_is_left_of_an_area_is_reported_too():
    """The part shows that B has at least one; C may still have none."""
    audited = findings(editions(f"{REST} B | 1 | hate:race | hate | [c]"), UNCHANGED)
    assert {(each.area, each.low, each.high) for each in audited if each.measure == "hate"} == {
        ("B + C", 1, 4),
        ("B", 1, 4),
    }


def test_areas_are_named_as_the_workbooks_name_them():
    names = {"A": "Rugby", "B": "Warwick", "AB": "Both"}
    drawn = cells("area | months | shown\n A | 1 | 10 \n ABC | 1 | 10 \n CD | 1 | 20 \n B | 5 | 20")
    drawn += cells("area | months | shown\n A | 9 | [c] \n B | 9 | [c] \n AB | 9 | [c]")
    named = [replace(each, area=names.get(each.area, each.area)) for each in drawn]
    areas = [each.area for each in findings([Edition("1", named)], UNCHANGED)]
    assert sorted(areas) == ["Both", "Rugby", "Warwick", "Warwick + C"]


def exact(rows):
    """A release that prints exact counts."""
    drawn = cells(f"area | months | shown\n {rows}")
    return Edition("1", [replace(each, low=each.shown, high=each.shown) for each in drawn])


def test_a_rest_of_exactly_seven_is_small():
    (finding,) = findings([exact("ABC | 1 | 42 \n A | 1 | 35 \n CD | 1 | 30")], UNCHANGED)
    assert (finding.area, finding.low, finding.high) == ("B + C", 7, 7)


def test_two_partners_tables_together_pin_what_neither_pins_alone():
    panel = """
        area | months | shown | source
        A    | 1      | 10    | panel/areas
        B    | 1      | 10    | panel/areas
        C    | 1      | [c]   | panel/areas
    """
    public = """
        area | months | shown | source
        ABC  | 1      | 30    | public/county
    """
    both = f"{panel} ABC | 1 | 30 | public/county"
    assert found(panel) == found(public) == set()
    (finding,) = findings(editions(both), UNCHANGED)
    assert {each.cell.source for each in finding.pinned_by} == {"panel/areas", "public/county"}


PARTS = """
    area | months | measure   | whole | shown
    A    | 1      | hate:race | hate  | [c]
    AB   | 1      | hate:race | hate  | 15
    B    | 1      | hate      |       | [c]
"""


def test_a_part_is_at_most_its_whole_in_each_district():
    assert found(PARTS) == {("A", "January 2016", 6, 7), ("B", "January 2016", 6, 7)}
    assert found(PARTS.replace("| hate  |", "|       |")) == set()


def test_a_part_as_large_as_its_whole_reveals_how_few_are_outside_the_part():
    drawing = """
        area | months | measure   | whole | shown
        A    | 1      | hate      |       | 25
        A    | 1      | hate:race | hate  | 25
    """
    (finding,) = findings(editions(drawing), UNCHANGED)
    assert (finding.measure, finding.low, finding.high) == ("hate without hate:race", 0, 4)
    assert found(drawing.replace("hate  | 25", "hate  | 20")) == set()
    (header, whole, part) = drawing.strip().splitlines()
    alone = part.replace("hate  |", "|")
    assert findings(editions("\n".join([header, whole, alone])), UNCHANGED) == []
    (finding,) = findings(editions("\n".join([header, whole, alone, part])), UNCHANGED)
    assert (finding.measure, finding.low, finding.high) == ("hate without hate:race", 0, 4)


def test_strands_overlap_so_they_need_not_add_up_to_their_whole():
    drawing = """
        area | months | measure         | whole | shown
        A    | 1      | hate            |       | 40
        A    | 1      | hate:race       | hate  | 35
        A    | 1      | hate:disability | hate  | 15
        A    | 1      | hate:religion   | hate  | [c]
    """
    assert found(drawing) == set()


def test_a_measure_that_is_the_sum_of_others_pins_the_last_of_them():
    drawing = """
        area | months | shown | measure
        A    | 1      | 30    | hate_records
        A    | 1      | 25    | police_offences
        A    | 1      | [c]   | police_crimed_incidents
    """
    assert found(drawing) == set()
    (finding,) = findings(editions(drawing.replace("30", "35")), UNCHANGED)
    assert (finding.measure, finding.low, finding.high) == ("police_crimed_incidents", 6, 7)


def test_an_unprinted_part_of_a_sum_changes_with_the_sum():
    """One more crimed incident leaves the offences unchanged. If it counted as unchanged, the figures wouldn't fit."""
    earlier = """
        area | months | measure         | shown
        A    | 1      | hate_records    | 40
        A    | 1      | police_offences | 20
    """
    history = History(
        [Change("2", "police_crimed_incidents", "A", month(1))], {"police_offences", "police_crimed_incidents"}
    )
    later = earlier.replace("40", "25")
    assert found(earlier, later, history=history) == found(later)


def test_a_count_that_can_only_be_0_discloses_nobody():
    """The total is at most 12, so A is 8, the hidden counts are 1 each, and F is 0."""
    hidden = "\n".join(f"{area} | 1 | [c]" for area in "BCDE")
    drawing = f"area | months | shown\n A | 1 | 10 \n {hidden} \n ABCDEF | 1 | 10"
    assert found(drawing) == {(area, "January 2016", 1, 1) for area in "BCDE"}


def test_an_exact_zero_discloses_nobody_and_narrows_what_is_left():
    drawing = """
        area | months | shown
        A    | 1      | [c]
        B    | 1      | 0
        AB   | 1      | [c]
        C    | 1-3    | 0
        C    | 1      | 0
    """
    assert found(drawing) == set()
    assert found(f"{drawing} AC | 2-3 | [c] \n A | 3 | [c] \n A | 2 | 0") == set()
    assert found(f"{drawing} AC | 2-3 | [c] \n A | 3 | [c] \n A | 2 | [c]") == {
        ("A", "February 2016", 1, 6),
        ("A", "March 2016", 1, 6),
        ("AC", "February 2016 to March 2016", 2, 7),
    }


EARLIER = """
    area | months | shown
    A    | 1      | 10
    B    | 1      | 10
"""
LATER = """
    area | months | shown
    C    | 1      | [c]
    ABC  | 1      | 30
"""


def test_an_earlier_release_pins_what_the_new_one_hides():
    assert found(EARLIER) == found(LATER) == set()
    assert found(EARLIER, LATER) == {("C", "January 2016", 4, 7)}


@pytest.mark.parametrize(
    ("changed", "is_pinned"),
    [(("hate", "A", 1), False), (("hate", "A", 2), True), (("hate", "D", 1), True), (("other", "A", 1), True)],
)
def test_if_something_changed_in_between_an_earlier_release_reveals_nothing(changed, is_pinned):
    measure, district, number = changed
    history = History([Change("2", measure, district, month(number))], {"hate", "other"})
    assert bool(found(EARLIER, LATER, history=history)) == is_pinned


def test_a_change_in_an_earlier_release_does_not_affect_what_is_published_since():
    history = History([Change("2", "hate", "A", month(1))], {"hate"})
    assert found("area | months | shown\n A | 1 | 20", EARLIER, LATER, history=history) == {("C", "January 2016", 4, 7)}


def test_a_measure_without_a_record_of_changes_may_change_wherever_anything_does():
    history = History([Change("2", "other", "A", month(1))], {"other"})
    assert found(EARLIER, LATER, history=history) == set()


def test_a_figure_that_changed_without_a_known_change_comes_from_other_data():
    changed = EARLIER.replace("A    | 1      | 10", "A    | 1      | 20")
    assert found(changed, with_total(30)) == {("C", "January 2016", 4, 7)}
    assert found(EARLIER, changed, LATER.replace("30", "35")) == set()


def test_what_an_unchanged_figure_covers_did_not_change():
    earlier = f"{EARLIER} A | 1-2 | 20"
    later = f"{EARLIER} A | 1-2 | 30"
    assert found(earlier, later, LATER) == {("C", "January 2016", 4, 7)}
    assert found(earlier, "area | months | shown\n A | 1-2 | 30", LATER) == set()


def test_figures_that_contradict_an_earlier_release_only_together_come_from_other_data():
    earlier = "area | months | shown\n ABC | 1 | 10"
    assert found(earlier, with_total(30)) == {("C", "January 2016", 4, 7)}
    assert found(earlier, SIBLINGS) == set()


def test_what_the_new_release_pins_by_itself_is_found_although_it_contradicts_an_earlier_one():
    earlier = "area | months | measure | whole | shown\n ABC | 1 | hate:race | hate | 10"
    assert found(earlier, PARTS) == {("A", "January 2016", 6, 7), ("B", "January 2016", 6, 7)}


def test_each_measure_is_audited_by_itself():
    """`b` contradicts the earlier release, and `a` doesn't."""
    earlier = editions("area | months | shown | measure\n ABC | 1 | 10 | b")
    newest = [*cells(with_total(30), measure="a"), *cells(f"{SIBLINGS} BC | 1 | 10", measure="b")]
    audited = findings([*earlier, Edition("2", newest)], History((), {"a", "b"}))
    assert [(each.measure, each.area, each.low, each.high) for each in audited] == [("a", "C", 4, 7), ("b", "C", 1, 4)]


def test_the_new_release_is_not_blamed_for_what_earlier_releases_pin_between_them():
    assert found(with_total(30), "area | months | shown\n D | 1 | 10") == set()
    assert found(with_total(30), "area | months | shown\n C | 1 | [c]") == {("C", "January 2016", 4, 7)}


@pytest.mark.parametrize(
    "drawing",
    ["A | 1 | 20 \n AB | 1 | 10 \n C | 1 | 15", "A | 1 | 20 \n A | 1 | 10"],
)
def test_if_one_releases_figures_can_not_all_be_true_an_error_names_them(drawing):
    with pytest.raises(Contradiction) as error:
        found(f"area | months | shown\n {drawing}")
    message = str(error.value)
    assert message.startswith("these published figures can't all be true: ")
    assert "20 in board/areas, A, January 2016, hate (1)" in message
    assert "10 in board/areas, A" in message
    assert " C," not in message


def test_a_part_that_is_more_than_its_whole_is_an_error_that_names_both():
    with pytest.raises(Contradiction) as error:
        found("area | months | measure | whole | shown\n A | 1 | hate | | [c] \n A | 1 | hate:race | hate | 10")
    assert "[c] in board/areas, A, January 2016, hate (1)" in str(error.value)
    assert "10 in board/areas, A, January 2016, hate:race (1)" in str(error.value)


def test_figures_that_only_fractions_could_make_true_are_an_error_that_names_them():
    """The three areas add up to twice the three districts, but 33 is odd."""
    with pytest.raises(Contradiction) as error:
        findings([exact("AB | 1 | 10 \n BC | 1 | 11 \n AC | 1 | 12 \n D | 1 | 9")], UNCHANGED)
    assert all(f"in board/areas, {area}, January" in str(error.value) for area in ("AB", "BC", "AC"))
    assert " D," not in str(error.value)


def test_a_finding_names_only_the_figures_that_pin_the_count():
    (finding,) = findings(editions(f"{with_total(30)} \n D | 1 | 10 \n A | 2 | 10 \n ABC | 1-2 | 50"), UNCHANGED)
    assert {(each.cell.area, each.cell.shown) for each in finding.pinned_by} == {("A", 10), ("B", 10), ("ABC", 30)}
    assert [each.cell.area for each in finding.hidden_in] == ["C"]


def test_the_report_says_which_count_is_pinned_what_pins_it_and_what_to_coarsen():
    assert report(findings(editions(with_total(30)), UNCHANGED)).splitlines() == [
        "A count that should be hidden can be worked out from what was published.",
        "",
        "hate, C, January 2016: 4 to 7.",
        "  Hidden in board/areas.",
        "  Worked out from:",
        "  - 10: hate, A, January 2016, in board/areas (1)",
        "  - 10: hate, B, January 2016, in board/areas (1)",
        "  - 30: hate, ABC, January 2016, in board/areas (1)",
        "  What to coarsen: In board/areas, merge the rows A, B and C with others, or leave out hate.",
    ]
    assert report([]) == CLEAN


def test_the_report_says_if_an_earlier_release_printed_the_figures_that_pin_a_count():
    said = report(findings(editions(EARLIER, LATER), UNCHANGED))
    assert "  - 10: hate, A, January 2016, in board/areas (1)" in said
    assert "  - 30: hate, ABC, January 2016, in board/areas (2)" in said
    assert "use the same areas and periods as the earlier release" in said


def test_a_share_reveals_nothing_more_than_the_counts_beside_it():
    """Two sets of true counts with the same protected counts are printed the same, including the shares."""
    printed = {}
    for whole in range(40):
        for part in range(whole + 1):
            counts = [("hate", None, whole), ("hate:race", "hate", part)]
            sheet, _ = published_sheet(
                "board/strands",
                [Cell("A", ("A",), month(1), month(12), name, name, of, figure) for name, of, figure in counts],
            )
            first = printed.setdefault((protect(whole), protect(part)), sheet)
            assert first.equals(sheet)
            assert "hate:race (%)" in sheet


def test_an_area_that_means_other_districts_in_another_workbook_is_refused():
    """For example, if a panel's partner receives a template for the whole county."""
    county = cells("area | months | shown | source \n ABC | 1 | 40 | public/county \n AB | 1 | 25 | panel/county")
    said = [replace(each, area="The county") for each in county]
    with pytest.raises(
        Contradiction, match=r"40 in public/county, The county, .* \(1\); 25 in panel/county, The county, .* \(1\)$"
    ):
        findings([Edition("1", said)], History())
    assert findings([Edition("1", county)], History()) == []
    assert findings([Edition("1", said), Edition("2", county)], History()) == []
