"""The quality of each night's linkage: what is counted, and what is said to have drifted."""

import duckdb
import pytest

from pipelines.build import audit_tables
from pipelines.linkage import registry
from pipelines.linkage.quality import drifted, measure, news
from pipelines.linkage.review import create_decision
from tests.drawn.tables import draw, drawn

PERSON_RECORD = """
    record_id | agency
    p1        | police
    p2        | police
    p3        | police
    v1        | victim_support
    e1        | equip
"""
PERSON_CLUSTER = """
    record_id | cluster
    p1        | p1
    p2        | p1
    v1        | p1
    p3        | e1
    e1        | e1
"""
PERSON_PAIR = """
    record_id_l | record_id_r | match_weight double
    p1          | p2          | 25.9
    p1          | v1          | 24.0
    e1          | p3          | 3.9
    e1          | v1          | -0.1
"""
INCIDENT_RECORD = """
    record_id | agency         | is_hate boolean | linkable boolean | cluster_central
    p1        | police         | true            | true             | p1
    p2        | police         | true            | false            | p2
    p3        | police         | false           | true             | e1
    v1        | victim_support | true            | true             | p1
    v2        | victim_support | true            | true             | p1
    e1        | equip          | true            | true             | e1
    s1        | schools        | true            | false            | s1
"""
SHARED_NUMBER = """
    agency | person_ref
    police | 99999999
    police | 12345678
"""
MISSING = """
    agency | records bigint
    equip  | 2
    equip  | 3
"""

#: A night with nothing unusual.
USUAL = """
    kind     | measure      | agency         | other_agency | bucket | count
    incident | records      | police         |              |        | 100
    incident | records      | victim_support |              |        | 100
    incident | linkable     | police         |              |        | 80
    incident | linkable     | victim_support |              |        | 90
    incident | linked       | police         | equip        |        | 10
    incident | linked       | victim_support | police       |        | 40
    incident | cluster_size |                |              | 1      | 900
    incident | cluster_size |                |              | 2      | 100
    person   | records      | police         |              |        | 1000
    person   | cluster_size |                |              | 1      | 900
    person   | cluster_size |                |              | 2      | 100
    person   | match_weight |                |              | +00    | 50
    person   | match_weight |                |              | +20    | 50
"""


@pytest.fixture
def con():
    with duckdb.connect() as opened:
        audit_tables.create(opened)
        yield opened


def night(con, linked_at: str, text: str = USUAL, *, times: float = 1) -> None:
    """Enter the measures of a linkage, multiplied by `times`."""
    for row in drawn(text):
        cells = [linked_at, *list(row.values())[:5], round(int(row["count"]) * times)]
        con.execute("insert into audit.linkage_quality values (?, ?, ?, ?, ?, ?, ?)", cells)


def changed(row: str, count: int) -> str:
    """Return the usual night with another count in the row with these words."""
    (line,) = (each for each in USUAL.splitlines() if each.replace("|", " ").split()[:-1] == row.split())
    return USUAL.replace(line, f"{line[: line.rindex('|')]}| {count}")


def test_everything_is_counted(con):
    con.execute("attach ':memory:' as vault")
    registry.create(con)
    create_decision(con)
    tables = {"person_record": PERSON_RECORD, "person_cluster": PERSON_CLUSTER, "person_pair": PERSON_PAIR,
              "incident_record": INCIDENT_RECORD, "person_missing": MISSING,
              "shared_number": SHARED_NUMBER}  # fmt: skip
    for name, text in tables.items():
        draw(con, f"main.{name}", text)
    con.execute("insert into vault.linkage.doubtful_pair (rank) values (1), (2)")
    for number, (verdict, weight) in enumerate([("yes", 20.0), ("yes", -9.0), ("no", -9.0), ("later", 0.0)]):
        con.execute(
            "insert into vault.linkage.decision values (?, 'a', 'a', 'b', 'b', 'b', ?, 'a.reviewer', now(), ?)",
            [str(number), verdict, weight],
        )
    assert [" ".join(str(cell) for cell in row if cell is not None) for row in measure(con)] == [
        "person records equip 1",
        "person records police 3",
        "person records victim_support 1",
        "person missing equip 5",
        "person shared_numbers police 2",
        "person cluster_size 2 1",
        "person cluster_size 3 1",
        "person match_weight +00 1",
        "person match_weight +24 2",
        "person match_weight -04 1",
        "person linked equip police 1",
        "person linked police equip 1",
        "person linked police victim_support 2",
        "person linked victim_support police 1",
        "person doubtful_pairs 2",
        "person decisions against the model 1",
        "person decisions as the model 2",
        "incident records equip 1",
        "incident records police 2",
        "incident records schools 1",
        "incident records victim_support 2",
        "incident cluster_size 1 2",
        "incident cluster_size 2 1",
        "incident cluster_size 3 1",
        "incident linkable equip 1",
        "incident linkable police 1",
        "incident linkable schools 0",
        "incident linkable victim_support 2",
        "incident linked equip police 1",
        "incident linked police victim_support 1",
        "incident linked victim_support police 2",
    ]


def test_before_anything_was_linked_and_after_the_first_night_nothing_drifted(con):
    assert drifted(con) == []
    night(con, "2017-09-01")
    assert drifted(con) == []


@pytest.mark.parametrize("times", [1, 1.1, 3])
def test_a_night_like_the_one_before_has_no_drift(con, times):
    night(con, "2017-09-01")
    night(con, "2017-09-02", times=times)
    assert drifted(con) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            changed("person cluster_size 2", 150),
            "The distribution of records per person moved: 4% differs from the night before.",
        ),
        (
            changed("incident cluster_size 1", 500),
            "The distribution of records per incident moved: 7% differs from the night before.",
        ),
        (
            changed("person match_weight +20", 100),
            "The distribution of match weights moved: 17% differs from the night before.",
        ),
        (
            changed("incident linkable police", 60),
            "The share of police records that can be linked went from 80% to 60%.",
        ),
        (
            changed("incident linked victim_support police", 60),
            "The share of victim_support records that are linked to police went from 40% to 60%.",
        ),
    ],
)
def test_a_large_change_since_the_night_before_is_reported_in_a_sentence(con, text, said):
    night(con, "2017-09-01")
    night(con, "2017-09-02", text)
    assert drifted(con) == [said]


def test_links_that_all_disappear_or_are_all_new_are_reported(con):
    without = "\n".join(line for line in USUAL.splitlines() if "equip" not in line)
    night(con, "2017-09-01")
    night(con, "2017-09-02", without)
    assert drifted(con) == ["The share of police records that are linked to equip went from 10% to 0%."]
    night(con, "2017-09-03")
    assert drifted(con) == ["The share of police records that are linked to equip went from 0% to 10%."]


def test_shares_of_few_records_are_not_reported(con):
    night(con, "2017-09-01", times=0.04)
    night(con, "2017-09-02", changed("incident linkable police", 5), times=0.04)
    assert drifted(con) == []


def test_only_the_newest_two_nights_are_compared(con):
    night(con, "2017-09-01", changed("incident linkable police", 5))
    night(con, "2017-09-02")
    night(con, "2017-09-03")
    assert drifted(con) == []


def test_missing_identities_are_reported_every_night_from_the_first(con):
    missing = f"{USUAL.rstrip()}\n    person | missing | equip | | | 3"
    for day in ("2017-09-01", "2017-09-02"):
        night(con, day, missing)
        assert drifted(con) == [
            "The vault holds no identities for 3 current records of equip, so they are linked to nobody."
        ]
    night(con, "2017-09-03")
    assert drifted(con) == []


def test_the_news_is_what_drifted_and_how_many_pairs_wait(con):
    waiting = "\n    person | doubtful_pairs | | | | "
    night(con, "2017-09-01", f"{USUAL.rstrip()}{waiting}1200")
    assert news(con) == ["Doubtful pairs of records: 1,200; decide on them with hatecrime review."]
    night(con, "2017-09-02", f"{changed('incident linkable police', 60).rstrip()}{waiting}0")
    assert news(con) == ["The share of police records that can be linked went from 80% to 60%."]


def test_a_release_made_before_anything_was_linked_has_no_news():
    with duckdb.connect() as con:
        assert news(con) == []
