"""The police database: what is pulled lands like what is sent, and a failure only affects one agency for one night."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest
from sqlalchemy import Date, DateTime

from pipelines.defs.agencies.police import PoliceDelivery, _pull
from pipelines.landing import ledger
from pipelines.pull.ledger import enter_failed_pull
from pipelines.pull.pull import pull
from schemas.police import POLICE
from tests.conftest import open_bench
from tests.drawn.deliveries import MARKER, OFFENCE, VICTIM, police_delivery, victim_support_delivery
from tests.running.command import hatecrime, nightly
from tests.running.police_database import ACCOUNT, PASSWORD

SENT_ON = date(2017, 9, 3)


def offence(number, **changes):
    return OFFENCE | {"offence_ref": f"23/{number}/17"} | changes


def pull_and_land(bench, force):
    assert pull(bench.con, bench.raw, POLICE, force.url, SENT_ON, settling_seconds=60)
    return bench.land(POLICE, PoliceDelivery)


def outcome(bench, entries):
    """Return the result of a delivery, without its files' hashes and the order of its rows."""
    told = [replace(entry, sha256=None, loaded_at=datetime.min) for entry in entries if entry.file != "manifest.json"]
    rows = {
        table.name: bench.rows(f"select * exclude (row_number) from landed.police__{table.name} order by all")
        for table in POLICE.tables
    }
    records = bench.rows("select * exclude (row_number) from landed.record order by all")
    return sorted(told, key=lambda entry: entry.file), rows, records


def test_pulled_rows_land_with_the_same_verdicts_as_sent_rows(bench, force, tmp_path):
    offences = [
        *(offence(number) for number in range(1, 41)),
        offence(1),  # a duplicate
        offence(50),
        offence(50, district="Warwick"),  # a key with two rows that differ
        offence(51, district=""),
        offence(52, committed_from="2017-08-09", committed_to="", premises_type="Moon", district="Coventry"),
    ]
    markers = [
        MARKER | {"marker_code": "RM; HV"},
        *(MARKER | {"offence_ref": f"23/{number}/17"} for number in range(2, 20)),
        MARKER | {"offence_ref": "23/51/17"},  # its offence is rejected
        MARKER | {"offence_ref": "23/3/17", "marker_code": "??", "added_date": "2017-07-01"},
    ]
    victims = [VICTIM | {"offence_ref": f"23/{number}/17", "victim_no": "1"} for number in range(1, 30)]
    victims += [VICTIM | {"victim_no": "two"}, VICTIM | {"victim_no": "2", "date_of_birth": "1886-01-01"}]
    rows = {"offences": offences, "markers": markers, "victims": victims}
    force.fill(**rows)
    entries = pull_and_land(bench, force)
    assert {entry.status for entry in entries} == {"loaded"}
    assert sum(entry.rows_rejected for entry in entries) == 5
    (tmp_path / "sent").mkdir()
    with open_bench(tmp_path / "sent") as other:
        police_delivery(other.raw, **rows)
        assert outcome(bench, entries) == outcome(other, other.land(POLICE, PoliceDelivery))


@pytest.mark.parametrize("kind", [Date(), DateTime(), DateTime(timezone=True)], ids=["date", "timestamp", "with zone"])
def test_dates_land_whatever_their_type(bench, force, kind):
    force.fill([offence(1, recorded_date="2017-08-31", committed_to="")], recorded_date=kind, committed_from=kind)
    pull_and_land(bench, force)
    assert bench.rows("select recorded_date, committed_from, committed_to from landed.police__offences") == [
        (date(2017, 8, 31), date(2017, 7, 30), None)
    ]


def test_a_column_outside_the_contract_is_drift(bench, force):
    force.fill([offence(1, officer_note="Zbigniewa was there")])
    assert {entry.status for entry in pull_and_land(bench, force)} == {"loaded"}
    ((_, drift),) = bench.sent_back("police", str(SENT_ON))["Summary"]
    assert drift == "column 12, 'officer_note', isn't in the contract, so it was ignored."
    assert bench.wherever("Zbigniewa") == []


def test_a_view_that_lacks_a_required_column_refuses_the_delivery(bench, force):
    force.fill([{key: cell for key, cell in offence(1).items() if key != "district"}])
    assert [(entry.status, entry.file) for entry in pull_and_land(bench, force) if entry.reason] == [
        ("refused", "offences.csv")
    ]


def test_once_no_database_is_set_failed_pulls_are_removed(bench, monkeypatch):
    monkeypatch.delenv("HATECRIME_POLICE_URL", raising=False)
    police_delivery(bench.raw)
    sent = bench.land(POLICE, PoliceDelivery)
    enter_failed_pull(bench.con, bench.raw, POLICE, date(2017, 10, 3), "the database can't be reached", "contract")
    assert ledger.refusals(ledger.newest_entries(bench.con))
    assert _pull(bench.con, bench.raw, date(2017, 10, 4)) is None
    assert [entry.file for entry in ledger.newest_entries(bench.con)] == sorted(entry.file for entry in sent)


@pytest.fixture
def county(tmp_path):
    """A folder with the delivery for August, sent before the first pull."""
    police_delivery(tmp_path / "raw", offences=[OFFENCE], markers=[MARKER], victims=[VICTIM])
    victim_support_delivery(tmp_path / "raw")
    return tmp_path


def test_a_failed_pull_costs_one_agency_one_night_and_shows_no_secret(county, postgres):
    postgres.fill([offence(1), offence(2, recorded_date="2017-09-05")], victims=[VICTIM | {"offence_ref": "23/2/17"}])
    postgres.run(  # PostgreSQL quotes the cell in this error
        "drop view hate_crime_victims",
        "create view hate_crime_victims as select *, surname::int as broken from hate_crime_victims_kept",
    )
    failed = nightly(county, HATECRIME_POLICE_URL=postgres.url)
    assert failed.exit_code == 3, failed.output
    status = hatecrime("status", "--warehouse", county / "warehouse")
    said = "database: reading the view hate_crime_victims stopped after 0 rows (InvalidTextRepresentation), and nothing"
    assert f"Warwickshire Police, {date.today()}: {said}" in failed.output
    assert f"Warwickshire Police, {date.today()}: {said}" in status.output
    assert released(county, "select offence_ref from star.fct_offence") == [("23/1/17",)]

    postgres.run(
        "drop view hate_crime_victims",
        "create view hate_crime_victims as select * from hate_crime_victims_kept",
    )
    made_good = nightly(county, HATECRIME_POLICE_URL=postgres.url)
    assert made_good.exit_code == 0, made_good.output
    assert "Refused" not in hatecrime("status", "--warehouse", county / "warehouse").output
    assert released(county, "select offence_ref from star.fct_offence order by 1") == [("23/1/17",), ("23/2/17",)]
    # August was sent and landed first, so only what came after it was pulled.
    pulled = "select distinct covers_from, revision from audit.delivery where status = 'loaded' and delivery_date = "
    assert released(county, f"{pulled} '{date.today()}'") == [(date(2017, 9, 1), 2)]

    printed = failed.output + status.output + made_good.output
    secrets = [PASSWORD, "Kw7quagga", "zebra%4042", ACCOUNT, "force-"]
    assert not [secret for secret in secrets if secret in printed]
    written = b"".join(path.read_bytes() for path in county.rglob("*") if path.is_file())
    assert not [secret for secret in secrets if secret.encode() in written]
    told = b"".join(path.read_bytes() for path in (county / "warehouse/.dagster").rglob("*") if path.is_file())
    assert not [name for name in (VICTIM["forename"], VICTIM["surname"]) if name in printed or name.encode() in told]


def released(home: Path, query: str) -> list[tuple]:
    with duckdb.connect(home / "warehouse/current/hatecrime.duckdb", read_only=True) as con:
        return con.execute(query).fetchall()
