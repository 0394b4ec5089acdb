"""Clusters: what is joined, pair by pair, and what keeps things apart."""

from collections.abc import Iterable
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.linkage.clusters import Clusters

STEADY = {"derandomize": True, "deadline": None, "database": None, "max_examples": 200}

things = st.sampled_from("abcdefghij")
pairs = st.tuples(things, things).filter(lambda pair: pair[0] != pair[1])
some_pairs = st.lists(pairs, max_size=20)
known = st.fixed_dictionaries({}, optional={
    thing: st.tuples(st.sampled_from(["F", "M", None]), st.sampled_from([1980, 1986, None])) for thing in "abcdefghij"
})  # fmt: skip


def joined(clusters: Clusters, joins: Iterable[tuple[str, str]]) -> list[set[str]]:
    """Join pairs in their order; return the clusters, each once."""
    for left, right in joins:
        clusters.join(left, right)
    return grouped(clusters)


def grouped(clusters: Clusters) -> list[set[str]]:
    """Return the clusters, each once and under its first."""
    found: dict[str, set[str]] = {}
    for thing, first in zip(*clusters.found(), strict=True):
        found.setdefault(first, set()).add(thing)
    assert all(min(members) == first for first, members in found.items())
    return sorted(found.values(), key=min)


def components(joins: Iterable[tuple[str, str]]) -> list[set[str]]:
    """Return what is connected, by repeating all the joins until nothing changes."""
    found = [set(pair) for pair in joins]
    while touching := next((two for two in combinations(found, 2) if two[0] & two[1]), None):
        found = [each for each in found if each not in touching] + [touching[0] | touching[1]]
    return sorted(found, key=min)


def contradicts(members: set[str], told: dict[str, tuple]) -> bool:
    values = [{told[each][at] for each in members if each in told} - {None} for at in (0, 1)]
    return all(len(each) > 1 for each in values)


@given(some_pairs, st.randoms(use_true_random=False))
@settings(**STEADY)
def test_everything_connected_is_one_cluster_in_any_order_if_nothing_speaks_against_it(joins, random):
    other_order = [pair[:: random.choice((1, -1))] for pair in random.sample(joins, len(joins))]
    assert joined(Clusters(), joins) == joined(Clusters(), other_order) == components(joins)


@given(some_pairs, some_pairs)
@settings(**STEADY)
def test_things_kept_apart_are_never_in_one_cluster_even_through_others(joins, apart):
    found = joined(Clusters(apart), joins)
    assert not any({*pair} <= members for pair in apart for members in found)
    assert all(len(members) == 1 or any(members <= whole for whole in components(joins)) for members in found)


@given(some_pairs, known)
@settings(**STEADY)
def test_no_cluster_holds_two_values_at_every_position(joins, told):
    assert not any(contradicts(members, told) for members in joined(Clusters(known=told), joins))


@given(some_pairs, some_pairs, known)
@settings(**STEADY)
def test_a_pair_is_joined_unless_something_speaks_against_it(joins, apart, told):
    clusters = Clusters(apart, told)
    for left, right in joins:
        one, other = {*clusters.with_(left)}, {*clusters.with_(right)}
        both = one | other
        speaks_against = any({*pair} <= both for pair in apart) or contradicts(both, told)
        assert clusters.join(left, right) is (one == other or not speaks_against)
        assert {*clusters.with_(left)} == (one if speaks_against else both)


@given(some_pairs, some_pairs, known)
@settings(**STEADY)
def test_a_pair_that_must_be_joined_is_joined_unless_it_is_kept_apart(joins, apart, told):
    without, despite = Clusters(apart), Clusters(apart, told)
    for left, right in joins:
        assert without.join(left, right) is despite.join(left, right, whatever=True)
    assert grouped(without) == grouped(despite)


def test_two_values_at_one_position_are_a_mistake_but_at_both_another_person():
    told = {"a": ("F", 1980), "b": ("F", 1986), "c": ("M", 1986), "d": (None, 1986), "e": ("M", 1980)}
    clusters = Clusters(known=told)
    assert clusters.join("a", "b")
    assert not clusters.join("b", "c")
    assert clusters.join("b", "d")
    assert not clusters.join("e", "d")
    assert clusters.join("e", "c")
    assert grouped(clusters) == [{"a", "b", "d"}, {"c", "e"}]


@pytest.mark.parametrize(("more", "joins"), [(("F", 1980), True), ((None, 1986), True), (("F", 1999), False)])
def test_a_cluster_that_contradicts_itself_still_takes_in_things_without_new_values(more, joins):
    clusters = Clusters(known={"a": ("F", 1980), "b": ("M", 1986), "c": more})
    assert clusters.join("a", "b", whatever=True)
    assert clusters.join("c", "a") is joins


def test_a_chain_of_a_hundred_thousand_is_one_cluster():
    clusters = Clusters()
    for number in range(100_000):
        clusters.join(f"{number:06}", f"{number + 1:06}")
    assert len(clusters.with_("000000")) == 100_001
    assert {*clusters.found()[1]} == {"000000"}


def test_a_thing_without_a_pair_is_alone_and_without_pairs_nothing_is_found():
    assert Clusters().found() == ([], [])
    assert Clusters().with_("a") == ["a"]
