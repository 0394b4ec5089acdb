"""Pseudonyms: an unchanged cluster keeps its id, whatever happens to others, and every change is noted."""

from contextlib import contextmanager

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.build.warehouse import transaction
from pipelines.linkage import registry
from pipelines.linkage.registry import KINDS
from tests.agencies.repeatable import STEADY

#: Which records are one person, night after night; a missing record is withdrawn.
NIGHTS = st.lists(st.dictionaries(st.sampled_from("abcde"), st.integers(0, 2)), min_size=3, max_size=6)


@contextmanager
def opened():
    """Open an empty registry."""
    with duckdb.connect() as con:
        con.execute("attach ':memory:' as vault")
        registry.create(con)
        yield con


@pytest.fixture
def con():
    with opened() as empty:
        yield empty


def night(con, *clusters: str, kind: str = "person") -> dict[str, str]:
    """Link records, each a letter, into clusters, and return each record's id."""
    con.execute("create or replace table cluster_of (record_id varchar, cluster varchar)")
    for cluster in clusters:
        con.executemany("insert into cluster_of values (?, ?)", [[record, min(cluster)] for record in cluster])
    registry.assign(con, kind, "cluster_of", "cluster")
    with transaction(con):
        registry.enter(con, kind)
    return dict(con.execute(f"from {kind}_id").fetchall())


def changes(con) -> list[tuple]:
    """Return the changes, night by night: the kind, the old id, the new one, and how many records."""
    return con.execute(
        "select change, old_id, new_id, records from vault.linkage.change order by changed_at, old_id"
    ).fetchall()


def assigned(con) -> dict[str, str]:
    """Return the id that each record was last given, including withdrawn records."""
    return dict(con.execute("select record_id, id from vault.linkage.assigned").fetchall())


@given(NIGHTS)
@settings(max_examples=40, **STEADY)
def test_ids_are_kept_if_possible_and_changes_are_noted_whatever_comes(nights):
    with opened() as con:
        untouched, ever = {}, set()
        for people in nights:
            clusters = ["".join(r for r in sorted(people) if people[r] == n) for n in sorted({*people.values()})]
            before, told = assigned(con), sum(records for *_, records in changes(con))
            ids = night(con, *clusters)
            of_cluster = {cluster: {ids[record] for record in cluster} for cluster in clusters}
            assert sorted(ids) == sorted(people)
            assert all(len(of_it) == 1 for of_it in of_cluster.values())
            assert len({*ids.values()}) == len(clusters)
            for cluster, (id_,) in of_cluster.items():
                assert untouched.get(cluster, id_) == id_, "an unchanged cluster keeps its id"
                was_theirs = id_ in {before.get(record) for record in cluster}
                assert was_theirs or id_ not in ever, "a retired id is not given to others"
            moved = [record for record in ids if record in before and before[record] != ids[record]]
            assert sum(records for *_, records in changes(con)) - told == len(moved)
            assert assigned(con) == {**before, **ids}
            untouched, ever = {cluster: min(of_it) for cluster, of_it in of_cluster.items()}, ever | {*ids.values()}


@pytest.mark.parametrize("kind", KINDS)
def test_an_id_is_the_letter_of_its_kind_and_random(con, kind):
    ids = night(con, "ab", "c", kind=kind)
    with opened() as other:
        again = night(other, "ab", "c", kind=kind)
    assert ids["a"] == ids["b"] != ids["c"]
    assert not {*ids.values()} & {*again.values()}
    for each in ids.values():
        assert each[0] == KINDS[kind]
        assert len(bytes.fromhex(each[1:])) == 8


def test_kinds_of_id_are_independent(con):
    people = night(con, "ab", "c")
    incidents = night(con, "a", "bc", kind="incident")
    assert not {*people.values()} & {*incidents.values()}
    assert night(con, "ab", "c") == people
    assert changes(con) == []


def test_a_newcomer_takes_the_id_of_those_it_joins(con):
    ids = night(con, "ab", "c")
    assert night(con, "abx", "c", "y").items() >= ids.items()
    assert changes(con) == []


def test_a_merge_keeps_the_id_of_most_records(con):
    few = night(con, "a")["a"]
    many = night(con, "a", "bc")["b"]
    assert {*night(con, "abc").values()} == {many}
    assert changes(con) == [("merge", few, many, 1)]


def test_a_merge_of_equally_many_records_keeps_the_older_id(con):
    old = night(con, "yz")["y"]
    young = night(con, "yz", "ab")["a"]
    assert {*night(con, "abyz").values()} == {old}
    assert changes(con) == [("merge", young, old, 2)]


def test_after_a_split_most_records_keep_the_id_and_the_rest_get_a_new_one(con):
    old = night(con, "abc")["a"]
    ids = night(con, "a", "bc")
    assert ids["b"] == old
    assert changes(con) == [("split", old, ids["a"], 1)]


def test_the_other_records_of_a_person_move_to_another_id(con):
    ids = night(con, "abc", "xy")
    now = night(con, "ab", "cxy")
    assert now == {**ids, "c": ids["x"]}
    assert changes(con) == [("split", ids["a"], ids["x"], 1)]


def test_a_retired_id_is_never_used_again(con):
    ids = night(con, "a", "bc")
    night(con, "abc")
    parted = night(con, "a", "bc")
    assert parted["b"] == ids["b"]
    assert parted["a"] not in ids.values()
    assert [change for change, *_ in changes(con)] == ["merge", "split"]


def test_a_withdrawn_record_gets_its_id_back_when_it_returns(con):
    ids = night(con, "ab", "c")
    assert night(con, "ab") == {record: ids[record] for record in "ab"}
    assert night(con, "ab", "c") == ids
    assert changes(con) == []


def test_records_that_return_take_no_id_from_those_that_stayed(con):
    ids = night(con, "abc")
    night(con, "a")
    now = night(con, "a", "bc")
    assert now["a"] == ids["a"]
    assert changes(con) == [("split", ids["a"], now["b"], 2)]


def test_a_night_without_records_forgets_nothing(con):
    ids = night(con, "ab", "c")
    assert night(con) == {}
    assert night(con, "ab", "c") == ids


def test_a_night_that_finds_nothing_new_enters_nothing(con):
    night(con, "ab", "c")
    written = con.execute("from vault.linkage.issued").fetchall(), assigned(con)
    night(con, "ab", "c")
    assert (con.execute("from vault.linkage.issued").fetchall(), assigned(con)) == written


def test_an_existing_registry_stays(con):
    mine = registry.registry_id(con)
    ids = night(con, "ab")
    registry.create(con)
    assert registry.registry_id(con) == mine
    assert night(con, "ab") == ids
    with opened() as other:
        assert registry.registry_id(other) != mine


def test_a_registry_is_made_beside_existing_decisions():
    with duckdb.connect() as con:
        con.execute("attach ':memory:' as vault")
        con.execute("create schema vault.linkage; create table vault.linkage.decision (verdict varchar)")
        registry.create(con)
        assert night(con, "ab")
