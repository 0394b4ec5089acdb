"""What the ledger says about pulls: there is one failure at a time, and what makes a failure good."""

from dataclasses import replace
from datetime import date

import duckdb
import pytest

from pipelines.landing import ledger
from pipelines.landing.delivery import Delivery
from pipelines.pull.ledger import enter_failed_pull, forget_failed_pulls
from schemas.police import POLICE
from tests.landing.test_ledger import ENTRY

ON = [date(2017, 10, day) for day in (1, 2, 3)]


@pytest.fixture
def con():
    con = duckdb.connect()
    ledger.create(con)
    ledger.enter(con, [ENTRY])
    return con


@pytest.fixture
def raw(tmp_path):
    return tmp_path / "raw"


@pytest.fixture
def fail(con, raw):
    """Enter that a day's pull failed."""
    return lambda day, reason="the database can't be reached": enter_failed_pull(con, raw, POLICE, day, reason, "c1")


def entries(con):
    return con.execute(
        "select delivery_date, file, revision, status, reason from audit.delivery order by delivery_date, revision"
    ).fetchall()[1:]


def failures(con):
    return [(entry.delivery_date, entry.reason) for entry in ledger.refusals(ledger.newest_entries(con))]


def loaded(day, **changes):
    return replace(ENTRY, delivery_date=day, **changes)


def test_a_failed_pull_counts_as_a_refusal(con, fail):
    entry = fail(ON[0])
    assert (entry.rows_sent, entry.sha256, entry.covers_to) == (0, None, None)
    assert failures(con) == [(ON[0], "the database can't be reached")]
    assert ledger.not_made_good(con) == [entry]


def test_failing_again_adds_no_second_entry(con, fail):
    fail(ON[0])
    fail(ON[0], "the database has no view")
    assert entries(con) == [(ON[0], "database", 1, "refused", "the database has no view")]
    fail(ON[1])
    assert entries(con) == [(ON[1], "database", 1, "refused", "the database can't be reached")]


def test_a_delivery_on_the_same_day_is_due_and_makes_the_failure_good(con, raw, fail):
    fail(ON[0])
    folder = raw / "police" / str(ON[0])
    folder.mkdir(parents=True)
    delivery = Delivery("police", ON[0], folder)
    assert ledger.is_due(con, delivery, "c1"), "even an empty one, because the sender must be asked for it"
    assert ledger.next_revision(con, delivery, "refused") == 2
    (folder / "offences.csv").write_text("sent")
    delivery = Delivery("police", ON[0], folder)
    assert ledger.is_due(con, delivery, "c1")
    assert ledger.next_revision(con, delivery, "loaded") == 2
    ledger.enter(con, [loaded(ON[0], revision=2, sha256=delivery.hashes["offences.csv"])])
    assert failures(con) == ledger.not_made_good(con) == []
    assert not ledger.is_due(con, delivery, "c1")


def test_a_later_delivery_makes_the_failure_good_and_it_becomes_history(con, fail):
    fail(ON[0])
    ledger.enter(con, [loaded(ON[1])])
    assert failures(con) == ledger.not_made_good(con) == []
    forget_failed_pulls(con, POLICE)
    fail(ON[2])
    assert [day for day, *_ in entries(con)] == ON


def test_a_pull_that_finds_nothing_missing_removes_the_failure(con, fail):
    fail(ON[1])
    ledger.enter(con, [loaded(ON[0])])  # what was missing came in an earlier day's folder
    assert failures(con) == [(ON[1], "the database can't be reached")]
    forget_failed_pulls(con, POLICE)
    assert failures(con) == []
    assert [day for day, *_ in entries(con)] == [ON[0]]


def test_a_failure_after_that_days_delivery_was_removed_keeps_it_in_the_ledger(con, fail):
    ledger.enter(con, [loaded(ON[0])])
    fail(ON[0])
    fail(ON[0], "the database has no view")
    assert [(revision, status) for _, _, revision, status, _ in entries(con)] == [(1, "loaded"), (2, "refused")]
    assert failures(con) == [(ON[0], "the database has no view")]


def test_a_file_named_database_is_like_any_other_file(con, raw):
    folder = raw / "police" / str(ON[0])
    folder.mkdir(parents=True)
    (folder / "database").write_text("sent")
    delivery = Delivery("police", ON[0], folder)
    ledger.enter(con, [loaded(ON[0], file="database", sha256=delivery.hashes["database"])])
    assert not ledger.is_due(con, delivery, "c1")
    forget_failed_pulls(con, POLICE)
    assert len(entries(con)) == 1
