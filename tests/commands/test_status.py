"""What the morning shows besides verdicts: overdue agencies, drift, unread files, and where these must never appear."""

import json

import duckdb
import pytest

from tests.drawn.deliveries import OFFENCE, police_delivery, settle
from tests.running.command import hatecrime, nightly

DRIFTED = {**OFFENCE, "premises_type": "Zorgon", "Zbigniewa Qwertyson": "x"}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A warehouse after a night with one delivery, which drifted and has an unexpected file."""
    home = tmp_path_factory.mktemp("status")
    folder = police_delivery(home / "raw", "2017-10-03", offences=[DRIFTED])
    (folder / "Qwertyson.txt").write_text("x")
    settle(folder)
    (home / "raw/polise").mkdir()
    (home / "raw/police/2017-9-3").mkdir()
    return home


@pytest.fixture(scope="module")
def night(home):
    return nightly(home)


@pytest.fixture
def status(home, night):
    assert night.exit_code == 0
    return hatecrime("status", "--raw", home / "raw", "--warehouse", home / "warehouse").output.splitlines()


def test_drift_stops_nothing(night):
    assert night.exit_code == 0
    assert "Not released" not in night.output


def test_status_says_which_agencies_are_overdue_and_since_when(status):
    assert "Warwickshire Police: overdue since 2017-11-03; one is expected about every 31 days" in status
    assert "Victim Support: no delivery has been loaded; one is expected about every 92 days" in status


def test_status_says_what_drifted_and_where_the_private_list_is(home, status):
    at = status.index("Drift in the newest deliveries")
    workbook = home / "warehouse/rejected/police/2017-10-03.xlsx"
    assert status[at + 1 : at + 4] == [
        f"Warwickshire Police, 2017-10-03 (values and headings: {workbook})",
        "  offences: premises_type: 1 of 1 cells has a value that isn't in the reference lists, "
        "so it was read as unknown",
        "  offences: column 12 isn't in the contract, so it was ignored",
    ]
    assert workbook.exists()
    assert "zorgon" not in "\n".join(status).lower()


def test_the_night_and_status_name_what_was_not_read(night, status):
    for line in (
        "raw/polise doesn't belong to an agency: did you mean raw/police?",
        "raw/police/2017-9-3 isn't a delivery: name the folder after the day it was sent, such as 2017-09-03",
        "raw/police/2017-10-03/qwertyson.txt isn't a file this agency is expected to send: remove it, or add it to the "
        "agency's contract",
    ):
        assert line in status
        assert line in night.output.splitlines()


@pytest.mark.usefixtures("night")
def test_status_names_a_delivery_that_is_still_being_written(home):
    (home / "raw/schools/2017-07-28").mkdir(parents=True)
    said = hatecrime("status", "--raw", home / "raw", "--warehouse", home / "warehouse").output
    assert "Left for the next run\nschools/2017-07-28 waits: it has been changing since " in said


def test_while_a_load_runs_the_current_release_says_the_same_without_names(home, status):
    with duckdb.connect() as load:
        load.execute(f"attach '{home / 'warehouse/build.duckdb'}' as build")
        said = hatecrime("status", "--raw", home / "raw", "--warehouse", home / "warehouse").output
    assert "A load is running" in said
    drifted = status[status.index("Drift in the newest deliveries") :][:4]
    assert "\n".join(drifted) in said
    assert "qwertyson" not in said.lower()


@pytest.mark.usefixtures("night")
def test_a_release_says_how_columns_were_found_and_names_no_unexpected_file(home):
    current = home / "warehouse/current"
    with duckdb.connect(current / "hatecrime.duckdb", read_only=True) as con:
        files = con.execute("select file from audit.delivery order by file").fetchall()
        met = con.execute("select column_name, met, unmapped from audit.column where unmapped > 0 or met = 'ignored'")
        assert sorted(met.fetchall()) == [("column 12", "ignored", None), ("premises_type", "as named", 1)]
        audit = "schema_name = 'audit' and comment is null"
        assert con.execute(f"select table_name from duckdb_tables() where {audit}").fetchall() == []
        assert con.execute(f"select column_name from duckdb_columns() where {audit}").fetchall() == []
    contracted = ["manifest.json", "markers.csv", "offences.csv", "victims.csv"]
    assert [file for (file,) in files] == contracted
    manifest = json.loads((current / "manifest.json").read_text(encoding="utf-8"))
    assert [each["file"] for each in manifest["deliveries"]] == contracted


@pytest.mark.usefixtures("night")
def test_no_name_or_value_is_in_a_release_or_in_dagster(home):
    for folder in ("releases", ".dagster"):
        paths = [path for path in (home / "warehouse" / folder).rglob("*") if path.is_file()]
        assert paths
        for path in paths:
            content = path.read_bytes().lower()
            assert not any(word in content for word in (b"zorgon", b"qwertyson")), path
