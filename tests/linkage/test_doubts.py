"""Doubtful pairs: which ones a reviewer is asked about, and in which order."""

import pytest

from pipelines.linkage import registry
from pipelines.linkage.doubts import note_doubts
from pipelines.linkage.person_model import CENTRAL, HIGH, LOW
from pipelines.linkage.persons import cluster
from pipelines.linkage.review import create_decision, decided
from tests.linkage.people import draw_contacts, draw_people, in_memory

#: Each record is a different person; the contacts say which records are of hate.
PEOPLE = """
    record            | surname
    equip 1           | qwertyson
    equip 2           | asdfgham
    police 1          | zxcvbury
    police 2          | poiuytre
    police 3          | lkjhgfeld
    victim_support 1  | mnbvcrest
    victim_support 2  | rewqford
    victim_support 3  | fdsaworth
"""
HATE = """
    agency         | record_ref | is_hate
    equip          | 1          | true
    equip          | 2          | false
    police         | 1          | true
    police         | 2          | true
    police         | 3          | false
    victim_support | 1          | true
    victim_support | 2          | true
    victim_support | 3          | true
"""


@pytest.fixture
def con():
    with in_memory() as con:
        con.execute("attach ':memory:' as vault")
        registry.create(con)
        create_decision(con)
        draw_contacts(con, HATE)
        draw_people(con, PEOPLE)
        yield con


def noted(con, *pairs: tuple[str, str, float] | tuple[str, str, float, bool]) -> list[tuple[str, str]]:
    """Weigh pairs, vouched for unless stated otherwise, cluster them, and return the doubtful pairs by rank."""
    con.execute("""
        create or replace table person_pair (
            record_id_l varchar, record_id_r varchar, match_weight double,
            is_vouched_for boolean, may_be_kin boolean, is_of_one_event boolean
        )
    """)
    for left, right, weight, *vouched in pairs:
        row = [*sorted((record_id(left), record_id(right))), weight, all(vouched)]
        con.execute("insert into person_pair values (?, ?, ?, ?, false, false)", row)
    cluster(con, decided(con))
    note_doubts(con)
    found = con.execute("""
        select agency_l || ' ' || record_key_l, agency_r || ' ' || record_key_r
        from vault.linkage.doubtful_pair
        order by rank
    """)
    return found.fetchall()


def record_id(record: str) -> str:
    return "{}|persons|{}".format(*record.split())


def decide(con, left: str, right: str, verdict: str) -> None:
    keys = [part for record in sorted((record_id(left), record_id(right))) for part in record.split("|")]
    con.execute(
        "insert into vault.linkage.decision values (?, ?, ?, ?, ?, ?, ?, 'a.reviewer', now(), 1)", [*keys, verdict]
    )


@pytest.mark.parametrize(
    ("weight", "is_vouched_for", "is_doubted"),
    [
        (LOW - 0.1, True, False),
        (LOW, True, True),
        (CENTRAL, True, True),
        (HIGH, True, True),
        (HIGH + 0.1, True, False),
        (HIGH + 20, False, True),
        (LOW - 0.1, False, False),
    ],
)
def test_a_pair_is_doubtful_between_the_thresholds_and_above_them_if_nothing_vouches_for_it(
    con, weight, is_vouched_for, is_doubted
):
    pair = ("police 1", "victim_support 1")
    assert noted(con, (*pair, weight, is_vouched_for)) == ([pair] if is_doubted else [])


def test_pairs_that_change_a_count_come_first_then_two_agencies_then_the_least_sure(con):
    assert noted(
        con,
        ("equip 2", "police 3", CENTRAL),
        ("equip 1", "victim_support 1", CENTRAL - 3),
        ("victim_support 2", "victim_support 3", CENTRAL - 1),
        ("police 1", "police 2", CENTRAL),
        ("equip 1", "victim_support 3", CENTRAL - 2),
    ) == [
        ("equip 1", "victim_support 3"),
        ("equip 1", "victim_support 1"),
        ("police 1", "police 2"),
        ("victim_support 2", "victim_support 3"),
        ("equip 2", "police 3"),
    ]


def test_a_pair_changes_a_count_if_both_records_are_of_hate(con):
    noted(con, ("police 1", "victim_support 1", 0), ("police 3", "victim_support 2", 0), ("equip 2", "police 3", 1))
    assert con.execute("""
        select record_key_l, record_key_r, changes_a_count, match_weight, rank
        from vault.linkage.doubtful_pair
        order by rank
    """).fetchall() == [("1", "1", True, 0.0, 1), ("2", "3", False, 1.0, 2), ("3", "2", False, 0.0, 3)]


def test_only_the_likeliest_pair_between_two_clusters_is_asked_about(con):
    assert noted(
        con,
        ("police 1", "police 2", HIGH + 5),
        ("victim_support 1", "victim_support 2", HIGH + 5),
        ("police 1", "victim_support 1", 1, False),
        ("police 2", "victim_support 1", 3, False),
        ("police 2", "victim_support 2", 2, False),
        ("police 2", "victim_support 3", 0),
    ) == [("police 2", "victim_support 1"), ("police 2", "victim_support 3")]


def test_records_that_surer_pairs_hold_together_are_not_asked_about(con):
    held = [("police 1", "police 2", HIGH + 5), ("police 2", "victim_support 1", HIGH + 5)]
    assert noted(con, *held, ("police 1", "victim_support 1", CENTRAL)) == []
    assert noted(
        con, held[0], ("police 2", "victim_support 1", CENTRAL + 1), ("police 1", "victim_support 1", CENTRAL)
    ) == [("police 2", "victim_support 1")]


@pytest.mark.parametrize(("verdict", "is_asked"), [("yes", False), ("no", False), ("later", True)])
def test_a_decided_pair_is_not_asked_again_but_one_that_was_put_off_is(con, verdict, is_asked):
    pairs = [("police 1", "victim_support 1"), ("police 2", "victim_support 2")]
    decide(con, "victim_support 1", "police 1", verdict)
    assert noted(con, *((*pair, 1.0) for pair in pairs)) == (pairs if is_asked else pairs[1:])


def test_every_pair_in_doubt_is_noted_so_that_their_number_is_real(con):
    count = 700
    numbers = range(10, 10 + count)
    draw_people(con, "record | surname\npolice 1 | zxcvbury\n" + "\n".join(f"equip {n} | asdfgham" for n in numbers))
    assert len(noted(con, *(("police 1", f"equip {number}", 1.0) for number in numbers))) == count


def test_each_linkage_notes_its_own_pairs(con):
    assert noted(con, ("police 1", "victim_support 1", 1))
    assert noted(con) == []
