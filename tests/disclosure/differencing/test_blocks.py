"""Facts as small systems: what is left out, what becomes one unknown, and what is examined separately."""

import pytest

from pipelines.disclosure.differencing.blocks import Bond, Contradiction, blocks
from pipelines.disclosure.differencing.facts import Atom, Fact, Print, Relation
from tests.disclosure.differencing.publishing import cell


def atoms(names, measure="hate"):
    """An atom for each letter, which is its district."""
    return [Atom(measure, name, 1, "") for name in names]


def fact(names, shown, measure="hate"):
    printed = cell(names, 1, shown, measure)
    return Fact(frozenset(atoms(names, measure)), printed.low, printed.high, [Print("1", printed)])


def part(names, whole="hate", parts=("race",), is_exact=False):
    """Relations in each of some districts."""
    return {
        Relation(*atoms(name, whole), tuple(atom for each in parts for atom in atoms(name, each)), is_exact)
        for name in names
    }


def drawn(found, relations=()):
    """Each block: its unknowns, and its sums with their bounds; a race is in lower case."""
    return [
        (
            {_named(unknown) for unknown in block.unknowns},
            {
                " ".join(sorted(_named(block.unknowns[at]) for at in each.unknowns)): (each.low, each.high)
                for each in block.sums
            },
        )
        for block in blocks(found, set(relations))
    ]


def _named(unknown):
    names = "".join(sorted(atom.district for atom in unknown))
    return names if unknown[0].measure == "hate" else names.lower()


def test_districts_that_are_always_in_the_same_figures_are_one_unknown():
    assert drawn([fact("ABC", 20), fact("C", 10)]) == [({"AB", "C"}, {"AB C": (18, 22), "C": (8, 12)})]


def test_figures_that_share_nothing_are_in_blocks_of_their_own():
    assert drawn([fact("AB", 20), fact("B", 10), fact("CD", 15), fact("D", "[c]")]) == [
        ({"A", "B"}, {"A B": (18, 22), "B": (8, 12)}),
        ({"C", "D"}, {"C D": (13, 17), "D": (1, 7)}),
    ]


def test_a_relation_joins_the_figures_of_a_whole_and_its_part():
    found = blocks([fact("A", 20), fact("A", 10, "race"), fact("B", 10), fact("C", 15)], part("AC"))
    joined = {frozenset(atom.district for unknown in block.unknowns for atom in unknown): block for block in found}
    assert {"".join(names): len(block.unknowns) for names, block in joined.items()} == {"A": 2, "B": 1, "C": 2}
    for name in "AC":
        block = joined[frozenset(name)]
        number = {unknown[0].measure: at for at, unknown in enumerate(block.unknowns)}
        assert block.bonds == [Bond(number["hate"], (number["race"],), False)]
    assert joined[frozenset("B")].bonds == []


def test_districts_with_the_same_figures_and_relations_are_one_unknown_for_each_measure():
    (block,) = blocks([fact("AB", 20), fact("AB", 10, "race")], part("AB"))
    assert sorted(sorted(atom.district for atom in unknown) for unknown in block.unknowns) == [["A", "B"]] * 2
    assert len(block.bonds) == 1


def test_a_district_with_another_relation_is_an_unknown_of_its_own():
    (block,) = blocks([fact("AB", 20), fact("AB", 10, "race")], part("A"))
    assert sorted(_named(unknown) for unknown in block.unknowns) == ["A", "B", "a", "b"]


def test_what_is_0_is_left_out_together_with_all_its_parts():
    found = [fact("A", 0), fact("AB", 10), fact("A", 0, "race"), fact("ABC", 15, "race")]
    assert drawn(found, part("AB")) == [({"B", "b", "c"}, {"B": (8, 12), "b c": (13, 17)})]


def test_a_total_of_parts_that_are_all_0_is_0_too_and_other_wholes_need_not_be():
    none = [fact("A", 0, "race"), fact("A", 0, "faith")]
    total = part("A", parts=("race", "faith"), is_exact=True)
    assert drawn([*none, fact("AB", 10)], total) == [({"B"}, {"B": (8, 12)})]
    assert drawn([*none, fact("AB", 10)], part("A", parts=("race", "faith"))) == [({"AB"}, {"AB": (8, 12)})]
    assert drawn([none[0], fact("A", 10)], total) == [({"A", "a"}, {"A": (8, 12)})]


def test_two_figures_for_the_same_count_limit_it_together():
    (block,) = blocks([fact("AB", "[c]"), fact("A", "[c]"), fact("B", 0), Fact(frozenset(atoms("A")), 3, 9, [])], set())
    (known,) = block.sums
    assert (known.low, known.high) == (3, 7)
    assert [each.cell.area for each in known.prints] == ["AB", "A"]


@pytest.mark.parametrize(
    "found",
    [[fact("A", 10), fact("A", 20)], [fact("A", 0), fact("A", "[c]")], [fact("A", 0), fact("B", 0), fact("AB", 10)]],
)
def test_two_figures_for_the_same_count_that_can_not_both_be_true_are_an_error(found):
    with pytest.raises(Contradiction):
        blocks(found, set())


def test_a_part_of_a_whole_that_is_0_can_not_be_more_than_0():
    with pytest.raises(Contradiction):
        blocks([fact("A", 0), fact("A", "[c]", "race")], part("A"))
