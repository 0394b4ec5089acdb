"""Facts about atoms: which measures belong together, and what relates them."""

from pipelines.disclosure.differencing.facts import Rule, families, rules
from tests.disclosure.differencing.publishing import cell


def test_measures_are_one_family_if_rules_relate_them_directly_or_through_others():
    held = [Rule("a", ("b",), False), Rule("c", ("d", "e"), True), Rule("b", ("c",), False)]
    assert families("abcdefgh", held) == [{*"abcde"}, {"f"}, {"g"}, {"h"}]
    assert families("hgfedcba", []) == [{letter} for letter in "abcdefgh"]
    assert families("a", [Rule("whole", ("a",), False)]) == [{"a", "whole"}]


def test_each_part_has_a_rule_and_each_total_of_which_a_part_is_printed():
    whole, race = cell("A", 1, 10), cell("A", 1, 10, "hate:race", "hate")
    assert rules([whole, race]) == {Rule("hate", ("hate:race",), False)}
    known = cell("A", 1, 10, "known_to_police")
    total = Rule("unique_incidents", ("known_to_police", "not_known_to_police"), True)
    assert rules([cell("A", 1, 10, "unique_incidents"), known]) == {total}
    assert rules([cell("A", 1, 10, "unique_incidents")]) == rules([known]) == frozenset()
