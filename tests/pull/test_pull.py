"""The pull: what a database is asked for, and that a pull ends in a complete delivery or none."""

import csv
import json
import re
import signal
import socket
import subprocess
import sys
import traceback
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest
from sqlalchemy import Date, DateTime, String
from sqlalchemy.types import TypeEngine

from pipelines.landing import ledger
from pipelines.landing.delivery import deliveries
from pipelines.pull import pull as pulling
from pipelines.pull.pull import pull
from pipelines.pull.source import PullFailed
from schemas.police import POLICE
from tests.drawn.deliveries import MARKER, OFFENCE, VICTIM
from tests.running.police_database import ACCOUNT, PASSWORD, Force

TODAY = date(2017, 10, 2)

#: Rows that no message may quote, and more than are kept in memory at a time.
MANY = [OFFENCE | {"offence_ref": f"23/{number}/17", "recorded_date": "2017-09-05"} for number in range(1, 12_001)]


@pytest.fixture
def con():
    con = duckdb.connect()
    ledger.create(con)
    return con


@pytest.fixture
def raw(tmp_path):
    return tmp_path / "raw"


def enter(con, sent_on, covers_to, status="loaded", revision=1):
    day, until = date.fromisoformat(sent_on), date.fromisoformat(covers_to)
    counts = (10, 10, 0, 0, 0) if status == "loaded" else (10, 0, 0, 10, 0)
    entered_at = datetime(2017, 10, 1, tzinfo=UTC)
    row = ("police", day, "offences.csv", revision, status, *counts, "a", entered_at, None, date(2015, 4, 1), until)
    ledger.enter(con, [ledger.Entry(*row, True, True, "contract")])


def asked(con, raw, url, today=TODAY):
    return pull(con, raw, POLICE, url, today, settling_seconds=60)


def manifest(raw, today=TODAY):
    return json.loads((raw / f"police/{today}/manifest.json").read_text())


def cells(raw, file, column, today=TODAY):
    with (raw / f"police/{today}/{file}").open(newline="", encoding="utf-8") as lines:
        return sorted(row[column] for row in csv.DictReader(lines))


def left(raw):
    """Return what is in the folder of the police's deliveries."""
    return sorted(path.name for path in (raw / "police").glob("*"))


def recorded(*days):
    return [OFFENCE | {"offence_ref": f"23/{number}/17", "recorded_date": day} for number, day in enumerate(days, 1)]


class TestWindow:
    def test_the_first_pull_begins_with_the_month_of_the_earliest_record(self, con, raw, force):
        force.fill(recorded("2017-07-17", "2017-09-30", "2017-10-01"))
        said = asked(con, raw, force.url)
        assert said == (
            "Pulled what was recorded from 2017-07-01 to 2017-09-30: "
            "2 rows of offences.csv, 0 rows of markers.csv, 0 rows of victims.csv."
        )
        assert manifest(raw) == {
            "recorded_from": "2017-07-01",
            "recorded_to": "2017-09-30",
            "rows": {"offences.csv": 2, "markers.csv": 0, "victims.csv": 0},
        }

    def test_a_day_that_is_an_input_error_never_begins_a_window(self, con, raw, force):
        force.fill(recorded("0017-07-17", "1999-12-31", "2017-08-02", ""))
        asked(con, raw, force.url)
        assert manifest(raw)["recorded_from"] == "2017-08-01"
        assert cells(raw, "offences.csv", "offence_ref") == ["23/3/17"]

    def test_a_later_pull_begins_where_the_loaded_deliveries_end(self, con, raw, force):
        force.fill(recorded("2017-06-15", "2017-06-16", "2017-08-05", "2017-09-30", "2017-10-01"))
        enter(con, "2017-06-03", "2017-05-31")
        enter(con, "2017-06-20", "2017-06-15")
        asked(con, raw, force.url)
        assert manifest(raw)["recorded_from"] == "2017-06-16"
        assert cells(raw, "offences.csv", "recorded_date") == ["2017-06-16", "2017-08-05", "2017-09-30"]

    def test_only_current_deliveries_count(self, con, raw, sqlite):
        sqlite.fill(recorded("2017-08-05"))
        enter(con, "2017-07-03", "2017-09-30")
        enter(con, "2017-07-03", "2017-09-30", "refused", revision=2)
        enter(con, "2017-07-03", "2017-06-30", revision=3)  # a correction states other days
        enter(con, "2017-07-20", "2017-09-30", "refused")
        enter(con, "2017-07-22", "2099-12-31")  # no days after the delivery's own are covered
        asked(con, raw, sqlite.url)
        assert manifest(raw)["recorded_from"] == "2017-07-23"

    def test_if_nothing_is_due_the_database_is_not_even_asked(self, con, raw):
        enter(con, "2017-10-01", "2017-09-30")
        assert asked(con, raw, "no database at all") is None
        assert left(raw) == []

    @pytest.mark.parametrize("days", [(), ("2017-10-01",), ("1999-12-31",)], ids=["none", "this month", "too early"])
    def test_if_no_record_is_due_nothing_is_written(self, con, raw, force, days):
        force.fill(recorded(*days))
        assert asked(con, raw, force.url) is None
        assert left(raw) == []

    def test_a_month_without_records_is_in_a_window_like_any_other(self, con, raw, sqlite):
        sqlite.fill(recorded("2017-06-30", "2017-09-01"))
        asked(con, raw, sqlite.url)
        assert cells(raw, "offences.csv", "recorded_date") == ["2017-06-30", "2017-09-01"]

    def test_a_window_without_any_record_is_a_fault_in_the_views(self, con, raw, force):
        force.fill(recorded("2017-08-31"))
        enter(con, "2017-09-03", "2017-08-31")
        with pytest.raises(PullFailed, match="hate_crime_offences has no rows from 2017-09-01 to 2017-09-30, but some"):
            asked(con, raw, force.url)
        assert left(raw) == []


class TestWhatIsPulled:
    @pytest.mark.parametrize(
        ("kind", "written"),
        [
            (Date(), ["2017-09-01", "2017-09-30"]),
            (DateTime(), ["2017-09-01 00:00:00", "2017-09-30 23:59:59.999999"]),
            (DateTime(timezone=True), ["2017-09-01 00:00:00", "2017-09-30 23:59:59.999999"]),
            (String(), ["2017-09-01T00:00:00", "2017-09-30T23:59:59.999999"]),
            (String(10), ["2017-09-01", "2017-09-30"]),
        ],
        ids=["date", "timestamp", "timestamp with time zone", "text with a time", "text"],
    )
    def test_a_window_ends_with_its_last_moment_whatever_the_type_of_its_dates(
        self, con, raw, force, kind: TypeEngine, written
    ):
        at = [
            datetime(2017, 8, 31, 23, 59, 59, 999999),
            datetime(2017, 9, 1),
            datetime(2017, 9, 30, 23, 59, 59, 999999),
        ]
        moments = [moment.isoformat() for moment in (*at, datetime(2017, 10, 1))]
        days = [moment[:10] for moment in moments]
        force.fill(recorded(*(days if written[0] == "2017-09-01" else moments)), recorded_date=kind)
        enter(con, "2017-09-03", "2017-08-31")
        asked(con, raw, force.url)
        found = cells(raw, "offences.csv", "recorded_date")
        assert [re.sub(r"([.]000000)?([+-]\d\d:\d\d)?$", "", cell) for cell in found] == written

    def test_rows_that_belong_to_an_offence_come_with_it_once(self, con, raw, force):
        one, two = recorded("2017-08-31", "2017-09-01")
        of_both = [{"offence_ref": "23/1/17"}, {"offence_ref": "23/2/17"}]
        force.fill([one, two, two], [MARKER | ref for ref in of_both], [VICTIM | ref for ref in of_both])
        enter(con, "2017-09-03", "2017-08-31")
        asked(con, raw, force.url)
        assert manifest(raw)["rows"] == {"offences.csv": 2, "markers.csv": 1, "victims.csv": 1}
        assert cells(raw, "victims.csv", "offence_ref") == ["23/2/17"]

    def test_columns_are_written_as_the_views_have_them(self, con, raw, force):
        offence = {"Recorded Date": "2017-09-05", **{k: v for k, v in OFFENCE.items() if k != "recorded_date"}}
        force.fill([offence | {"Officer's note": 'he said "no",\nthen left', "committed_to": ""}])
        asked(con, raw, force.url)
        with (raw / f"police/{TODAY}/offences.csv").open(newline="", encoding="utf-8") as lines:
            header, row = csv.reader(lines)
        assert header == [*offence, "Officer's note"]
        assert row[0] == "2017-09-05"
        assert row[-1] == 'he said "no",\nthen left'
        assert row[header.index("committed_to")] == ""

    def test_the_views_are_read_at_one_moment(self, con, raw, postgres, monkeypatch):
        postgres.fill(recorded("2017-09-05"), [MARKER], [])
        write_csv = pulling._write_csv

        def meanwhile(*arguments):
            rows = write_csv(*arguments)
            postgres.run("insert into hate_crime_markers_kept select * from hate_crime_markers_kept")
            return rows

        monkeypatch.setattr(pulling, "_write_csv", meanwhile)
        asked(con, raw, postgres.url)
        assert manifest(raw)["rows"]["markers.csv"] == 1

    def test_a_pulled_delivery_is_due_at_once(self, con, raw, sqlite):
        sqlite.fill(recorded("2017-09-05"))
        asked(con, raw, sqlite.url)
        assert [delivery.delivery_id for delivery in deliveries(raw, POLICE, 60)] == [f"police/{TODAY}"]

    def test_a_delivery_that_already_came_today_is_left_as_it_is(self, con, raw):
        folder = raw / f"police/{TODAY}"
        folder.mkdir(parents=True)
        (folder / "offences.csv").write_text("sent")
        said = asked(con, raw, "no database at all")
        assert said == "The delivery for 2017-10-02 has already arrived, so nothing was pulled today."
        assert [path.name for path in folder.iterdir()] == ["offences.csv"]


def fails(con, raw, url) -> str:
    """Return the message of a failed pull, and check that it reveals and leaves nothing that it shouldn't."""
    with pytest.raises(PullFailed) as failed:
        asked(con, raw, url)
    assert left(raw) == []
    shown = str(failed.value) + "".join(traceback.format_exception(failed.value))
    address = [text for text in (PASSWORD, ACCOUNT, "Kw7quagga", "zebra", url, "127.0.0.1", "force_") if text]
    assert not [text for text in (*address, *OFFENCE.values()) if text and len(text) > 3 and text in shown]
    assert failed.value.__cause__ is None
    assert failed.value.__context__ is None or failed.value.__suppress_context__
    return str(failed.value)


class TestFailures:
    @pytest.mark.parametrize(
        ("url", "said"),
        [
            ("Kw7quagga zebra", "HATECRIME_POLICE_URL can't be understood (ArgumentError)"),
            ("postgresql://county_reader:Kw7quagga@host:zebra/force_", "can't be understood (ValueError)"),
            ("zebra://county_reader:Kw7quagga@127.0.0.1/force_", "the kind of database or driver"),
            ("postgresql+zebra://county_reader:Kw7quagga@127.0.0.1/force_", "the kind of database or driver"),
            ("mysql+mysqldb://county_reader:Kw7quagga@127.0.0.1/force_", "the kind of database or driver"),
            (
                "postgresql://county_reader:Kw7quagga@127.0.0.1:1/force_",
                "the database can't be reached (OperationalError)",
            ),
            (
                "postgresql://county_reader@127.0.0.1/force_?zebra=Kw7quagga",
                "the database can't be reached (ProgrammingError)",
            ),
            ("sqlite:////force_/zebra", "the database can't be reached (OperationalError)"),
        ],
        ids=["nonsense", "port", "dialect", "driver", "missing driver", "nobody listens", "option", "no folder"],
    )
    def test_a_url_that_leads_nowhere(self, con, raw, url, said):
        assert said in fails(con, raw, url)

    def test_a_server_that_never_answers(self, con, raw):
        with socket.create_server(("127.0.0.1", 0)) as silent:
            port = silent.getsockname()[1]
            url = f"postgresql://{ACCOUNT}:Kw7quagga@127.0.0.1:{port}/force_?connect_timeout=2"
            assert "the database can't be reached (ConnectionTimeout)" in fails(con, raw, url)

    def test_a_wrong_password(self, con, raw, postgres):
        postgres.fill()
        assert "the database can't be reached (OperationalError); check that it is up" in fails(
            con, raw, postgres.url.replace("Kw7quagga", "Kw7quagga-wrong")
        )

    @pytest.mark.parametrize("view", ["hate_crime_offences", "hate_crime_markers", "hate_crime_victims"])
    def test_a_missing_view(self, con, raw, force, view):
        force.fill(recorded("2017-09-05"))
        force.run(f"drop view {view}")
        assert f"the database has no view {view}" in fails(con, raw, force.url)

    def test_a_view_that_may_not_be_read(self, con, raw, postgres):
        postgres.fill(recorded("2017-09-05"))
        postgres.run("create function secret() returns int language plpgsql as $$ begin raise 'zebra' "
                     "using errcode = 'insufficient_privilege'; end $$",
                     "drop view hate_crime_victims",
                     "create view hate_crime_victims as select *, secret() from hate_crime_victims_kept",
                     "insert into hate_crime_victims_kept (offence_ref) values ('23/1/17')")  # fmt: skip
        assert "reading the view hate_crime_victims stopped after 0 rows (InsufficientPrivilege)" in fails(
            con, raw, postgres.url
        )

    def test_a_view_without_the_column_that_dates_its_records(self, con, raw, force):
        force.fill([{key: value for key, value in OFFENCE.items() if key != "recorded_date"}])
        assert "hate_crime_offences has no column recorded_date" in fails(con, raw, force.url)

    def test_dates_that_are_not_dates(self, con, raw, force):
        force.fill(recorded("on Tuesday"))
        assert "the earliest recorded_date in the view hate_crime_offences is not a date" in fails(con, raw, force.url)

    def test_a_file_that_is_not_a_database(self, con, raw, tmp_path):
        (tmp_path / "force.sqlite").write_text("Kw7quagga zebra" * 1000)
        said = fails(con, raw, f"sqlite:///{tmp_path / 'force.sqlite'}")
        assert "the view hate_crime_offences can't be looked up (DatabaseError)" in said

    @pytest.mark.parametrize(
        ("broken", "error"),
        [
            ("1 / (9000 - n)", "DivisionByZero"),
            ("case when n > 9000 then pg_terminate_backend(pg_backend_pid()) end", "AdminShutdown"),
            ("date '2017-09-05' + n * 1000", "DataError"),  # a day that Python can't represent
        ],
        ids=["an error in the view", "a cut connection", "a cell the driver can't read"],
    )
    def test_a_view_that_breaks_off(self, con, raw, postgres, capfd, broken, error):
        postgres.fill(MANY)
        postgres.run(
            "drop view hate_crime_offences",
            f"create view hate_crime_offences as select *, {broken} as broken from "
            "(select *, split_part(offence_ref, '/', 2)::int as n from hate_crime_offences_kept) as numbered",
        )
        enter(con, "2017-09-03", "2017-08-31")
        said = fails(con, raw, postgres.url)
        rows = "0" if error == "DataError" else "5,000"
        assert f"reading the view hate_crime_offences stopped after {rows} rows ({error}), and nothing was kept" in said
        assert capfd.readouterr() == ("", "")

    def test_a_view_of_sqlite_that_breaks_off(self, con, raw, sqlite):
        sqlite.fill(MANY)
        sqlite.run(
            "drop view hate_crime_offences",
            "create view hate_crime_offences as select *, "
            "case when rowid > 9000 then abs(-9223372036854775807 - 1) end as broken from hate_crime_offences_kept",
        )
        assert "stopped after 5,000 rows (" in fails(con, raw, sqlite.url)

    def test_a_folder_that_can_not_be_written(self, con, raw, sqlite):
        sqlite.fill(recorded("2017-09-05"))
        raw.mkdir()
        (raw / "police").write_text("a file where the folder should be")
        with pytest.raises(PullFailed, match="the pulled records can't be written"):
            asked(con, raw, sqlite.url)


KILLED_AT = """
import os, signal, sys
from datetime import date
from pathlib import Path
import duckdb
from pipelines.landing import ledger
from pipelines.pull import pull
from schemas.police import POLICE

target, moment, raw, url = sys.argv[1:]
function, calls = getattr(pull, target), iter(range(1, 9))

def killed(*arguments):
    if next(calls) == int(moment):
        os.kill(os.getpid(), signal.SIGKILL)
    return function(*arguments)

setattr(pull, target, killed)
con = duckdb.connect()
ledger.create(con)
pull.pull(con, Path(raw), POLICE, url, date(2017, 10, 2), 60)
"""


def kill(raw, force: Force, target, call) -> None:
    """Pull in a process that kills itself when it calls a function."""
    killed = subprocess.run(
        [sys.executable, "-c", KILLED_AT, target, str(call), str(raw), force.url],
        capture_output=True,
        cwd=Path(__file__).parents[2],
        timeout=60,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()[-2000:]


@pytest.mark.parametrize(("target", "call"), [("_write_csv", 2), ("_settle", 1), ("flush_folder", 1)])
def test_the_next_pull_removes_what_a_killed_pull_left(con, raw, sqlite, target, call):
    sqlite.fill(recorded("2017-09-05"))
    kill(raw, sqlite, target, call)
    assert left(raw) == [".pull-2017-10-02"]
    assert list(deliveries(raw, POLICE, 0)) == []
    asked(con, raw, sqlite.url, date(2017, 10, 3))
    assert left(raw) == ["2017-10-03"]


def test_a_pull_killed_after_its_folder_got_its_name_is_complete(raw, sqlite):
    sqlite.fill(recorded("2017-09-05"))
    kill(raw, sqlite, "flush_folder", 2)
    assert left(raw) == [str(TODAY)]
    assert manifest(raw)["rows"]["offences.csv"] == len(cells(raw, "offences.csv", "offence_ref")) == 1


def test_only_leftovers_from_pulls_are_removed(con, raw, sqlite):
    sqlite.fill(recorded("2017-09-05"))
    (raw / "police/.2017-10-03.partial-copy").mkdir(parents=True)
    asked(con, raw, sqlite.url)
    assert left(raw) == [".2017-10-03.partial-copy", str(TODAY)]
