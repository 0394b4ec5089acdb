"""How well linkage does against the truth: what is counted for drawn records, and what it reaches on the sample."""

import csv
import io
import shutil

import duckdb
import pytest

from pipelines.linkage.evaluate import PERSONS_BY_GROUP, finding
from pipelines.linkage.pair_counts import ALL, DIFFERENT, Measure, measures_of
from tests.drawn.tables import draw
from tests.running.command import hatecrime

#: Records 1 to 3 are of one person; linkage misses the third, and wrongly links the fourth to the fifth.
RECORDS = """
    record_id | agency | same | cluster | ethnic_group
    1         | police | a    | 1       | Asian
    2         | police | a    | 1       | Asian
    3         | equip  | a    | 3       | Asian
    4         | police | b    | 4       | White
    5         | equip  | c    | 4       | Asian
    6         | equip  | d    | 6       | Unknown
"""


@pytest.fixture
def con():
    with duckdb.connect() as con:
        draw(con, "evaluated", RECORDS)
        yield con


def counted(con, **how) -> dict[tuple[str, str], tuple[int, int, int]]:
    measures = measures_of(con, "persons", ALL, "central", **how)
    return {(m.among, m.agencies): (m.true_pairs, m.found_pairs, m.right_pairs) for m in measures}


def test_pairs_are_counted_by_their_agencies(con):
    assert counted(con) == {
        (ALL, "equip+police"): (2, 1, 0),
        (ALL, "police+police"): (1, 1, 1),
        (ALL, ALL): (3, 2, 1),
        (ALL, DIFFERENT): (2, 1, 0),
    }


def test_a_wrong_pair_is_counted_for_the_groups_of_both(con):
    found = counted(con, by_group=True)
    assert found["Asian", ALL] == (3, 2, 1)
    assert found["White", ALL] == (0, 1, 0)
    assert not [group for group, _ in found if group == "Unknown"]


def test_shares_follow_from_the_counts_and_a_share_of_nothing_is_missing():
    measure = Measure("persons", ALL, ALL, "central", 10, 8, 6)
    assert (measure.precision, measure.recall, measure.f1) == (6 / 8, 6 / 10, 12 / 18)
    assert [round(end, 3) for end in measure.recall_interval] == [0.313, 0.832]  # Wilson's, for 6 of 10
    nothing = Measure("persons", ALL, ALL, "central", 0, 0, 0)
    assert (nothing.precision, nothing.recall, nothing.f1, nothing.recall_interval) == (None, None, None, None)


@pytest.mark.parametrize(
    ("right", "said"), [(890, "do not overlap: chance is unlikely"), (990, "overlap: it may be chance")]
)
def test_the_finding_says_whether_the_spread_between_groups_may_be_chance(right, said):
    groups = {"Asian": (1000, 995), "White": (1000, right), "Other": (0, 0), "Unknown": (1000, 10)}
    measures = [Measure(PERSONS_BY_GROUP, group, ALL, "central", n, n, each) for group, (n, each) in groups.items()]
    sentence = finding(measures, ALL)
    assert f"lowest for White ({right / 10:.1f}% of 1,000 pairs) and highest for Asian (99.5%" in sentence
    assert sentence.endswith(f"{said}.")


@pytest.fixture(scope="module")
def copied(county, tmp_path_factory):
    """A copy of the sample's warehouse, as another test may read the bytes of the shared one."""
    home = tmp_path_factory.mktemp("evaluated")
    for name in ("build.duckdb", "vault.duckdb", "vault.key"):
        shutil.copy(county.warehouse / name, home)
    return home


@pytest.fixture(scope="module")
def sample(county, copied):
    """What the command prints for the default sample, by what each row measures."""
    chart = copied / "chart.svg"
    ran = hatecrime("linkage", "evaluate", "--raw", county.home / "raw", "--warehouse", copied,
                    "--chart", chart, "--format", "csv")  # fmt: skip
    assert ran.exit_code == 0, ran.output
    rows = list(csv.DictReader(io.StringIO(ran.output)))
    assert chart.read_text(encoding="utf-8").startswith("<svg")
    return {(row["linked"], row["among"], row["agencies"], row["threshold"]): row for row in rows}


def test_persons_of_the_sample_are_found(sample):
    measure = sample["persons", ALL, ALL, "central"]
    assert float(measure["f1"]) >= 0.97
    assert float(measure["precision"]) >= 0.99


@pytest.mark.parametrize("agencies", [ALL, DIFFERENT])
def test_incidents_of_linkable_records_are_found(sample, agencies):
    assert float(sample["incidents", "linkable", agencies, "central"]["f1"]) >= 0.95


def test_recall_differs_little_between_ethnic_groups(sample):
    recall = {
        group: float(row["recall"])
        for (linked, group, agencies, _), row in sample.items()
        if linked == PERSONS_BY_GROUP and agencies == ALL and group != "Unknown"
    }
    assert set(recall) == {"Asian", "Black", "Mixed", "Other", "White"}
    assert max(recall.values()) - min(recall.values()) < 0.03


def test_a_lower_threshold_finds_at_least_as_many(sample):
    for linked, among in (("persons", ALL), ("incidents", "linkable"), ("incidents", ALL)):
        low, central, high = (
            int(sample[linked, among, ALL, each]["found_pairs"]) for each in ("low", "central", "high")
        )
        assert low >= central >= high > 0


def test_without_the_true_matches_nothing_is_measured(county, copied, tmp_path):
    ran = hatecrime("linkage", "evaluate", "--raw", tmp_path / "raw", "--warehouse", copied)
    assert ran.exit_code == 1
    assert "sample_truth.csv does not exist" in " ".join(ran.output.split())
    other = tmp_path / "truth.csv"
    lines = (county.home / "sample_truth.csv").read_text(encoding="utf-8").splitlines()
    other.write_text("\n".join(lines[:100]), encoding="utf-8")
    ran = hatecrime("linkage", "evaluate", "--truth", other, "--warehouse", copied)
    assert ran.exit_code == 1
    assert "it is for other deliveries" in " ".join(ran.output.split())


def test_a_warehouse_without_a_load_is_an_error(tmp_path):
    ran = hatecrime("linkage", "evaluate", "--warehouse", tmp_path)
    assert ran.exit_code == 1
    assert "run hatecrime nightly first" in " ".join(ran.output.split())
    assert list(tmp_path.iterdir()) == []
