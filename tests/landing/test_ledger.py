"""The ledger: what came, what became of each delivery, and which deliveries are due."""

from dataclasses import replace
from datetime import UTC, date, datetime

import duckdb
import pytest

from pipelines.build import provenance
from pipelines.landing import ledger
from pipelines.landing.delivery import Delivery
from pipelines.landing.ledger import Entry

ENTRY = Entry(
    agency="police",
    delivery_date=date(2017, 9, 3),
    file="offences.csv",
    revision=1,
    status="loaded",
    rows_sent=10,
    rows_accepted=7,
    rows_duplicate=2,
    rows_rejected=1,
    warnings=3,
    sha256="a",
    loaded_at=datetime(2017, 9, 4, 2, tzinfo=UTC),
    reason=None,
    covers_from=date(2017, 8, 1),
    covers_to=date(2017, 8, 31),
    is_contracted=True,
    restates=True,
    contract_sha256="c1",
)
MISSING = replace(ENTRY, file="victims.csv", sha256=None, status="refused", reason="the file is missing")


@pytest.fixture
def con():
    con = duckdb.connect()
    ledger.create(con)
    return con


def delivery(**hashes):
    """A delivery whose files have these hashes."""
    found = Delivery("police", date(2017, 9, 3), None)
    found.__dict__["hashes"] = {f"{name}.csv": sha for name, sha in hashes.items()}
    return found


def is_due(con, contract="c1", **hashes):
    return ledger.is_due(con, delivery(**hashes), contract)


def test_a_delivery_that_is_not_in_the_ledger_is_due(con):
    assert is_due(con, offences="a")


def test_a_delivery_in_the_ledger_is_not_due_again(con):
    ledger.enter(con, [ENTRY])
    assert not is_due(con, offences="a")


@pytest.mark.parametrize("hashes", [{"offences": "b"}, {"offences": "a", "markers": "b"}, {"markers": "a"}, {}])
def test_a_delivery_whose_files_have_changed_is_due(con, hashes):
    ledger.enter(con, [ENTRY])
    assert is_due(con, **hashes)


def test_a_delivery_loaded_under_another_contract_is_due(con):
    ledger.enter(con, [ENTRY])
    assert is_due(con, contract="c2", offences="a")


def test_a_refused_delivery_is_not_due_until_it_changes(con):
    ledger.enter(con, [replace(ENTRY, status="refused"), MISSING])
    assert not is_due(con, offences="a")
    assert is_due(con, offences="a", victims="v")


def test_only_the_newest_revision_decides(con):
    ledger.enter(con, [ENTRY])
    ledger.enter(con, [replace(ENTRY, revision=2, sha256="b")])
    assert is_due(con, offences="a")
    assert not is_due(con, offences="b")


def test_another_day_or_another_agency_is_another_delivery(con):
    ledger.enter(con, [replace(ENTRY, delivery_date=date(2017, 10, 3)), replace(ENTRY, agency="equip")])
    assert is_due(con, offences="a")


@pytest.mark.parametrize(
    ("hashes", "status", "revision"),
    [
        ({"offences": "a"}, "loaded", 1),  # the same files under another contract
        ({"offences": "a"}, "refused", 2),  # the same files, but now refused
        ({"offences": "b"}, "loaded", 2),
        ({"offences": "b"}, "refused", 2),
    ],
)
def test_a_revision_goes_up_when_content_or_verdict_changes(con, hashes, status, revision):
    assert ledger.next_revision(con, delivery(**hashes), status) == 1
    ledger.enter(con, [ENTRY, replace(MISSING, status="loaded")])
    assert ledger.next_revision(con, delivery(**hashes), status) == revision


def test_entering_a_revision_again_replaces_it(con):
    ledger.enter(con, [ENTRY])
    ledger.enter(con, [replace(ENTRY, warnings=9)])
    assert con.execute("select revision, warnings from audit.delivery").fetchall() == [(1, 9)]


def test_no_table_that_is_written_while_identities_are_in_memory_has_an_index(con):
    """DuckDB fills up the pages of an index with what was in memory before."""
    provenance.create(con)
    provenance.note(con, "star.fct_offence", "a", 1)
    provenance.note(con, "star.fct_offence", "b", 2)
    assert con.execute("from built.made").fetchall() == [("star.fct_offence", "b", 2)]
    keys = "select table_name from duckdb_constraints() where constraint_type in ('PRIMARY KEY', 'UNIQUE')"
    assert con.execute(f"{keys} union all select table_name from duckdb_indexes()").fetchall() == []


def test_rows_that_do_not_add_up_can_not_be_entered(con):
    with pytest.raises(duckdb.ConstraintException):
        ledger.enter(con, [replace(ENTRY, rows_rejected=2)])


def test_an_entry_comes_back_as_it_was_entered(con):
    ledger.enter(con, [ENTRY])
    assert ledger.newest_entries(con) == [ENTRY]


def test_entries_since_a_moment_come_oldest_delivery_first(con):
    later = replace(ENTRY, delivery_date=date(2017, 10, 3), loaded_at=datetime(2017, 10, 4, tzinfo=UTC))
    earlier = replace(later, delivery_date=date(2017, 8, 3))
    for entry in (ENTRY, later, earlier):
        ledger.enter(con, [entry])
    assert ledger.entries_since(con, later.loaded_at) == [earlier, later]


NEXT = replace(ENTRY, delivery_date=date(2017, 10, 3))


def test_a_refusal_counts_until_the_delivery_is_corrected(con):
    refused = replace(MISSING, delivery_date=NEXT.delivery_date)
    ledger.enter(con, [ENTRY])
    ledger.enter(con, [refused])
    assert ledger.refusals(ledger.newest_entries(con)) == [refused]
    ledger.enter(con, [replace(NEXT, revision=2)])
    assert ledger.refusals(ledger.newest_entries(con)) == []


def test_a_refusal_that_a_later_delivery_made_good_is_history(con):
    ledger.enter(con, [MISSING])
    ledger.enter(con, [NEXT])
    assert ledger.refusals(ledger.newest_entries(con)) == []


def test_a_refused_correction_of_the_newest_delivery_counts(con):
    ledger.enter(con, [ENTRY])
    correction = replace(MISSING, revision=2)
    ledger.enter(con, [correction])
    assert ledger.refusals(ledger.newest_entries(con)) == [correction]


def test_only_files_with_a_reason_are_reported(con):
    ledger.enter(con, [replace(ENTRY, status="refused"), MISSING])
    assert ledger.refusals(ledger.newest_entries(con)) == [MISSING]


@pytest.mark.parametrize(("resent", "counts"), [(date(2017, 9, 5), False), (date(2017, 9, 10), True)])
def test_if_an_agency_states_no_days_only_a_delivery_soon_after_is_the_same_one_sent_again(con, resent, counts):
    weekly = replace(
        ENTRY, agency="report_hate_now", file="reports.jsonl", covers_from=None, covers_to=None, restates=False
    )
    refused = replace(weekly, delivery_date=date(2017, 9, 3), status="refused", rows_accepted=0, reason="it is empty")
    refused = replace(refused, rows_rejected=refused.rows_sent, rows_duplicate=0)
    ledger.enter(con, [refused])
    ledger.enter(con, [replace(weekly, delivery_date=resent)])
    assert (refused in ledger.not_made_good(con)) is counts
