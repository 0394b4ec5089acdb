"""The nightly load through the command line, over small deliveries: what is released, said and returned."""

import contextlib
import csv
import io
import json
import os
import pty
import re
import shutil
import subprocess
import time
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from pipelines.build.warehouse import Warehouse, open_build
from pipelines.nightly import run
from tests.drawn.deliveries import (
    MARKER,
    OFFENCE,
    VICTIM,
    police_delivery,
    schools_delivery,
    victim_support_delivery,
)
from tests.running.command import FEW, HATECRIME, hatecrime, nightly


def offences(*references, **changes):
    return [{**OFFENCE, "offence_ref": reference, **changes} for reference in references]


def query(home: Path, text: str) -> list[tuple]:
    with duckdb.connect(home / "warehouse/current/hatecrime.duckdb", read_only=True) as con:
        return con.execute(text).fetchall()


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """A warehouse with a sound delivery of each agency, loaded."""
    home = tmp_path_factory.mktemp("loaded")
    police_delivery(home / "raw", offences=[OFFENCE], markers=[MARKER], victims=[VICTIM])
    victim_support_delivery(home / "raw")
    assert nightly(home).exit_code == 0
    return home


@pytest.fixture
def two_agencies(tmp_path, loaded):
    """A copy of that warehouse, which a test may change."""
    shutil.copytree(loaded, tmp_path, symlinks=True, dirs_exist_ok=True)
    return tmp_path


def test_a_night_is_released_and_the_next_without_news_is_not(two_agencies):
    current = (two_agencies / "warehouse/current").resolve()
    assert query(two_agencies, "select police_offences, victim_support_cases from mart.silo_district_month "
                 "where district_name = 'Rugby' and month_start = date '2017-08-01'") == [(1, None)]  # fmt: skip
    workbooks = sorted(path.relative_to(current).as_posix() for path in current.rglob("*.xlsx"))
    assert workbooks == [f"extracts/{name}/{name}_2017-08.xlsx" for name in FEW]
    again = nightly(two_agencies)
    assert again.exit_code == 0
    assert "Nothing new; the current release is still" in again.output
    assert (two_agencies / "warehouse/current").resolve() == current


def test_a_refusal_is_reported_every_night_until_it_is_corrected_and_the_rest_is_loaded(two_agencies):
    raw, september = two_agencies / "raw", {"window": ("2017-09-01", "2017-09-30")}
    untitled = [{name: cell for name, cell in OFFENCE.items() if name != "district"}]
    police_delivery(raw, "2017-10-03", offences=untitled, **september)
    cut_short = offences("23/7/17", recorded_date="2017-09-05")
    police_delivery(raw, "2017-10-04", offences=cut_short, stated={"offences.csv": 40}, **september)
    undated = [
        *offences(*(f"23/{n}/17" for n in range(10, 27)), recorded_date="2017-09-05"),
        *offences(*(f"23/{n}/17" for n in range(30, 33)), recorded_date="the fifth"),
    ]
    police_delivery(raw, "2017-10-05", offences=undated, **september)
    victim_support_delivery(raw, "2017-07-10", period="01/04/2017 to 30/06/2017", cases=[], total=9)
    schools_delivery(raw)
    night = nightly(two_agencies)
    assert night.exit_code == 3
    for said in (
        "offences.csv: the required column district is missing",
        "offences.csv: it has 1 row, but the delivery says 40",
        "offences.csv: 3 of 20 rows (15%) were rejected",
        "cases.xlsx: it has 0 rows, but the delivery says 9",
    ):
        assert said in night.output
    newest = """
        select agency, status from audit.delivery
        qualify delivery_date = max(delivery_date) over (partition by agency)
    """
    assert set(query(two_agencies, newest)) == {
        ("police", "refused"),
        ("victim_support", "refused"),
        ("schools", "loaded"),
    }
    assert query(two_agencies, "select count(*) from star.fct_offence") == [(1,)], "the last good data stay current"
    status = hatecrime("status", "--warehouse", two_agencies / "warehouse").output
    assert "offences.csv: 3 of 20 rows (15%) were rejected" in status
    assert "cases.xlsx: it has 0 rows, but the delivery says 9" in status

    victim_support_delivery(raw, "2017-07-12", period="01/04/2017 to 30/06/2017", cases=[])
    assert nightly(two_agencies).exit_code == 3, "every night until the fault is corrected"
    police_delivery(raw, "2017-10-07", offences=cut_short, **september)
    assert nightly(two_agencies).exit_code == 0, "an old refusal is no longer reported once a later delivery is good"


def test_a_corrected_delivery_replaces_its_earlier_records(two_agencies):
    corrected = [{**OFFENCE, "district": "Warwick"}]
    police_delivery(two_agencies / "raw", offences=corrected, markers=[MARKER], victims=[VICTIM])
    assert nightly(two_agencies).exit_code == 0
    assert query(two_agencies, "select district_code from star.fct_offence") == [("E07000222",)]
    assert query(two_agencies, "select distinct revision from audit.delivery where agency = 'police' order by 1") == [
        (1,),
        (2,),
    ]


def test_a_faulty_reference_list_is_named_and_the_last_good_one_stays_in_use(two_agencies):
    current = (two_agencies / "warehouse/current").resolve()
    with (two_agencies / "raw/reference/jsna_area.csv").open("a", encoding="utf-8") as file:
        file.write("Hillmorton East,E07000220,many,,\n")
    police_delivery(two_agencies / "raw", "2017-10-03", window=("2017-08-01", "2017-09-30"))
    night = nightly(two_agencies)
    assert night.exit_code == 3
    assert "jsna_area.csv, row 17: population is not a whole number" in night.output
    assert (two_agencies / "warehouse/current").resolve() != current
    areas = query(two_agencies, "select jsna_area from star.dim_jsna_area")
    assert areas
    assert ("Hillmorton East",) not in areas
    status = hatecrime("status", "--warehouse", two_agencies / "warehouse").output
    assert "jsna_area.csv" in status, "every morning until it is corrected"


def test_if_a_hidden_count_can_be_worked_out_nothing_is_released(two_agencies):
    """The total of two months was not hidden, and a workbook hides the count of the second month."""
    current = (two_agencies / "warehouse/current").resolve()
    with duckdb.connect(current / "hatecrime.duckdb") as con:
        con.execute("""
            update audit.published_cell set first_month = date '2017-07-01', shown = '1', low = 1, high = 1
            where measure = 'hate_records'
        """)
    (two_agencies / "warehouse/build.duckdb").unlink()
    schools_delivery(two_agencies / "raw")
    night = nightly(two_agencies)
    assert night.exit_code == 1
    assert "hate_records, Warwickshire, August 2017: exactly 1.\n  Hidden in public/county_by_month." in night.output
    assert "What to coarsen: In public/county_by_month, " in night.output
    assert (two_agencies / "warehouse/current").resolve() == current


def test_nothing_to_load_is_not_a_release(tmp_path):
    (tmp_path / "raw").mkdir()
    night = nightly(tmp_path)
    assert night.exit_code == 1
    assert "no delivery has been loaded yet" in night.output


def test_a_wrong_call_is_exit_code_2(tmp_path):
    assert hatecrime("nightly", "--no-such-option").exit_code == 2
    assert hatecrime("nightly", "--raw", tmp_path / "mistyped", "--warehouse", tmp_path / "warehouse").exit_code == 2
    (tmp_path / "raw").mkdir()
    assert nightly(tmp_path, HATECRIME_SETTLING_SECONDS="soon").exit_code == 2


def test_the_sample_never_overwrites_deliveries(tmp_path):
    folder = police_delivery(tmp_path)
    before = (folder / "offences.csv").read_bytes()
    refused = hatecrime("sample", "--raw", tmp_path)
    assert refused.exit_code == 1
    assert "already holds deliveries" in refused.output
    assert hatecrime("sample", "--raw", tmp_path, "--if-empty").exit_code == 0
    assert (folder / "offences.csv").read_bytes() == before


def test_a_refusal_that_no_later_delivery_corrected_is_reported_every_night(two_agencies):
    """A correction of an older delivery is refused: the newest is loaded, but the fault is still reported."""
    raw = two_agencies / "raw"
    police_delivery(raw, "2017-10-03", offences=offences("23/7/17", recorded_date="2017-09-05"),
                    window=("2017-09-01", "2017-09-30"))  # fmt: skip
    assert nightly(two_agencies).exit_code == 0
    police_delivery(raw, offences=offences("23/1/17"), stated={"offences.csv": 2})
    night = nightly(two_agencies)
    assert night.exit_code == 0, "the newest delivery is loaded"
    said = "offences.csv: it has 1 row, but the delivery says 2"
    assert said in night.output
    assert said in nightly(two_agencies).output
    assert said in hatecrime("status", "--warehouse", two_agencies / "warehouse").output


def test_sql_prints_a_table_csv_or_json_from_the_current_release(two_agencies):
    warehouse = two_agencies / "warehouse"
    text = "select offence_ref, recorded_date, is_hate from star.fct_offence"
    assert "23/1/17" in hatecrime("sql", text, "--warehouse", warehouse).output
    table = list(csv.reader(io.StringIO(hatecrime("sql", text, "--format", "csv", "--warehouse", warehouse).output)))
    assert table == [["offence_ref", "recorded_date", "is_hate"], ["23/1/17", "2017-08-01", "True"]]
    found = json.loads(hatecrime("sql", text, "--format", "json", "--warehouse", warehouse).output)
    assert found == [{"offence_ref": "23/1/17", "recorded_date": "2017-08-01", "is_hate": True}]


def test_sql_changes_nothing(two_agencies):
    refused = hatecrime("sql", "delete from star.fct_offence", "--warehouse", two_agencies / "warehouse")
    assert refused.exit_code == 1
    assert "read-only" in refused.output


def test_an_earlier_release_can_be_put_back_and_stays(two_agencies):
    warehouse = two_agencies / "warehouse"
    first = (warehouse / "current").resolve().name
    police_delivery(two_agencies / "raw", offences=[{**OFFENCE, "district": "Warwick"}])
    nightly(two_agencies)
    assert hatecrime("rollback", first, "--warehouse", warehouse).exit_code == 0
    assert query(two_agencies, "select district_code from star.fct_offence") == [("E07000220",)]
    held = nightly(two_agencies)
    assert held.exit_code == 1, "the current release does not hold the newest delivery"
    newest = max(path.name for path in (warehouse / "releases").iterdir())
    back = f"A rollback holds the newest release back, {newest}, since {datetime.now().day} "
    undo = f"To make it current again, run hatecrime rollback {newest}."
    status = hatecrime("status", "--raw", two_agencies / "raw", "--warehouse", warehouse)
    for said in (held, status, hatecrime("releases", "--warehouse", warehouse)):
        assert back in said.output
        assert undo in said.output
    assert (warehouse / "current").resolve().name == first
    listed = hatecrime("releases", "--warehouse", warehouse).output.splitlines()
    assert [line.split()[0] for line in listed if " yes " in line] == [first]
    assert hatecrime("rollback", "yesterday", "--warehouse", warehouse).exit_code == 1


def test_a_second_load_says_so_and_leaves_the_report_to_the_first(two_agencies):
    warehouse = two_agencies / "warehouse"
    reported = (warehouse / ".reported").read_bytes()
    with duckdb.connect() as first:
        first.execute(f"attach '{warehouse / 'build.duckdb'}' as build")
        second = nightly(two_agencies)
    assert second.exit_code == 4
    (line,) = second.output.splitlines()
    assert line.startswith(f"Another load is running (process {os.getpid()}); nothing was done. ")
    assert (warehouse / ".reported").read_bytes() == reported


def test_a_second_load_says_since_when_the_first_runs(two_agencies):
    warehouse = Warehouse(two_agencies / "warehouse")
    with open_build(warehouse):
        today = datetime.now()
        second = nightly(two_agencies)
    assert f"(process {os.getpid()}, since {today.day} {today:%B %Y} " in second.output


def test_a_delivery_that_has_waited_for_a_day_is_exit_code_3(two_agencies):
    folder = victim_support_delivery(two_agencies / "raw", "2017-07-10")
    (folder / ".DS_Store").touch()
    (folder / "~$cases.xlsx").touch()
    part = folder / "cases.xlsx.part"
    part.write_text("x")
    arguments = ("--raw", two_agencies / "raw", "--warehouse", two_agencies / "warehouse")
    said = "victim_support/2017-07-10 waits for victim_support/2017-07-10/cases.xlsx.part, which has been unfinished"
    first = nightly(two_agencies)
    assert first.exit_code == 0
    assert f"Left for the next run\n{said} since" in first.output
    os.utime(part, (time.time() - 90_000,) * 2)
    assert f"Waiting for over a day\n{said} since" in hatecrime("status", *arguments).output
    assert nightly(two_agencies).exit_code == 3


def test_a_service_without_a_home_can_load(tmp_path):
    police_delivery(tmp_path / "raw")
    night = subprocess.run(
        [HATECRIME, "nightly", "--raw", tmp_path / "raw", "--warehouse", tmp_path / "warehouse"],
        env={"PATH": os.environ["PATH"]}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert night.returncode == 0, night.stdout


def test_the_progress_bar_ends_and_the_report_fits_80_columns(two_agencies):
    """In a terminal, nothing is left of the bar, and the cursor is shown again."""
    terminal, inside = pty.openpty()
    process = subprocess.Popen(
        [HATECRIME, "nightly", "--raw", two_agencies / "raw", "--warehouse", two_agencies / "warehouse"],
        stdout=inside, stderr=inside, stdin=inside, env={**os.environ, "COLUMNS": "80", "TERM": "xterm"},
    )  # fmt: skip
    os.close(inside)
    shown = b""
    with contextlib.suppress(OSError):  # the end of a terminal
        while read := os.read(terminal, 65_536):
            shown += read
    os.close(terminal)
    assert process.wait() == 0
    bar, _, report = shown.decode().partition("New deliveries")
    assert bar.count("\x1b[?25l") == bar.count("\x1b[?25h") == 1
    assert "109/109" not in report
    lines = [re.sub(r"\x1b\[[\d;]*m", "", line) for line in report.splitlines()]
    assert all(len(line) <= 80 or str(two_agencies) in line for line in lines)


def test_a_night_uses_its_arguments_and_leaves_the_process_unchanged(two_agencies, tmp_path_factory, monkeypatch):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    for variable in ("HATECRIME_RAW", "HATECRIME_WAREHOUSE", "DAGSTER_HOME"):
        monkeypatch.setenv(variable, str(elsewhere))
    environment = dict(os.environ)
    night = run(two_agencies / "raw", Warehouse(two_agencies / "warehouse"))
    assert (night.exit_code, night.is_new) == (0, False)
    assert dict(os.environ) == environment
    assert list(elsewhere.iterdir()) == []
    assert (two_agencies / "warehouse/.dagster/history/runs.db").exists()
