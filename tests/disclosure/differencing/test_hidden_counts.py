"""Which counts are examined: a small system of unknowns and sums, drawn by hand."""

from pipelines.disclosure.differencing.blocks import Block, Sum
from pipelines.disclosure.differencing.editions import slots
from pipelines.disclosure.differencing.facts import Atom, Print
from pipelines.disclosure.differencing.hidden_counts import Target, hidden, unprinted
from tests.disclosure.differencing.publishing import cells


def block(drawing):
    """A block with an unknown for each measure, district and month that is printed, in order."""
    drawn = cells(drawing)
    places = sorted({(each.measure, *slot) for each in drawn for slot in slots(each)})
    sums = [
        Sum(
            frozenset(places.index((each.measure, *slot)) for slot in slots(each)),
            each.low,
            each.high,
            (Print("1", each),),
        )
        for each in drawn
    ]
    return Block([(Atom(*place, ""),) for place in places], sums, [])


def named(system, targets):
    """Targets by their districts; those subtracted are in lower case."""
    return [
        "".join(
            sorted(system.unknowns[at][0].district for at in target.unknowns)
            + sorted(system.unknowns[at][0].district.lower() for at in target.less)
        )
        for target in targets
    ]


def test_counts_printed_as_hidden_are_examined():
    system = block("area | months | shown\n A | 1 | [c] \n AB | 1 | [c] \n B | 1 | 10 \n C | 1 | 0")
    assert named(system, hidden(system)) == ["A", "AB"]


def test_the_unprinted_counts_are_single_unknowns_and_what_is_left_of_overlapping_sums():
    system = block("area | months | shown\n AB | 1 | 10 \n BC | 1 | 10 \n ABCD | 1 | 15 \n D | 1 | 30")
    assert sorted(named(system, unprinted(system))) == ["A", "ABC", "AD", "B", "C", "CD"]


def test_a_rest_that_the_bounds_show_to_be_large_is_not_examined():
    system = block("area | months | shown\n AB | 1 | 10 \n ABCD | 1 | 30")
    assert {*named(system, unprinted(system))} == {*"ABCD"}


def test_what_is_left_of_a_whole_without_its_part_is_examined_in_the_same_districts_and_months():
    system = block("""
        area | months | measure   | whole | shown
        A    | 1      | hate      |       | 25
        A    | 1      | hate:race | hate  | 25
        B    | 1      | hate      |       | 25
        B    | 1      | hate:race |       | 25
        C    | 2      | hate      |       | 25
        C    | 1      | hate:race | hate  | 25
    """)
    assert named(system, unprinted(system)) == ["Aa"]
    assert unprinted(system) == [Target(frozenset({0}), frozenset({3}))]
