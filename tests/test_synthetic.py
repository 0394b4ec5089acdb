"""The synthetic sample and a real warehouse: neither gets into the other, and a release says which of them it is."""

import json
import shutil
from pathlib import Path

import duckdb
import openpyxl
import pytest

from pipelines.build.warehouse import Warehouse
from pipelines.nightly import run
from tests.drawn.deliveries import OFFENCE, police_delivery, schools_delivery, synthetic
from tests.running.command import hatecrime, nightly

SEPTEMBER = {"offences": [{**OFFENCE, "recorded_date": "2017-09-05"}], "window": ("2017-09-01", "2017-09-30")}


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    """A warehouse after a night with a real delivery."""
    home = tmp_path_factory.mktemp("real")
    police_delivery(home / "raw")
    assert nightly(home).exit_code == 0
    return home


@pytest.fixture(scope="module")
def made_up(tmp_path_factory):
    """A warehouse after a night with a synthetic delivery."""
    home = tmp_path_factory.mktemp("made-up")
    synthetic(police_delivery(home / "raw"))
    assert nightly(home).exit_code == 0
    return home


@pytest.fixture
def loaded(tmp_path, real) -> Path:
    """A copy of the real one, which a test may change."""
    shutil.copytree(real, tmp_path, symlinks=True, dirs_exist_ok=True)
    return tmp_path


def sample(home, *options):
    return hatecrime("sample", "--raw", home / "raw", "--warehouse", home / "warehouse", *options)


def files(home):
    return {path: path.stat().st_mtime_ns for path in home.rglob("*") if not path.is_symlink()}


def said_by(home) -> dict[str, str]:
    """Return everything that a release says in words, by where it says so."""
    current, warehouse = home / "warehouse/current", ("--warehouse", home / "warehouse")
    said = {path.name: path.read_text() for path in (*current.glob("*.json"), current / "dictionary.html")}
    for workbook in current.rglob("*.xlsx"):
        book = openpyxl.load_workbook(workbook)
        properties = f"{book.properties.title} {book.properties.category} {book.properties.keywords}"
        said[workbook.name] = str([*(list(sheet.values) for sheet in book), properties])
        said[f"{workbook.name}, note"] = (workbook.parent / "README.txt").read_text()
    with duckdb.connect(current / "hatecrime.duckdb", read_only=True) as con:
        comments = con.execute("select schema_name || '.' || table_name, comment from duckdb_tables()").fetchall()
    said |= dict(comments)
    said["status"] = hatecrime("status", "--raw", home / "raw", *warehouse).output
    said["releases"] = hatecrime("releases", *warehouse).output
    return said


def test_everything_that_a_synthetic_release_holds_says_so_and_carries_no_real_marking_or_address(made_up):
    said = said_by(made_up)
    assert {"mart.silo_district_month", "audit.delivery", "manifest.json", "datapackage.json"} < said.keys()
    assert len([name for name in said if name.endswith("xlsx")]) == 2
    assert [where for where, words in said.items() if "SYNTHETIC" not in words] == []
    assert [where for where, words in said.items() if "OFFICIAL" in words or "@" in words.partition("<style>")[0]] == []


def test_a_real_release_says_nothing_of_the_sort(real):
    said = said_by(real)
    assert [where for where, words in said.items() if "SYNTHETIC" in words or "hatecrime sample" in words] == []
    assert "OFFICIAL-SENSITIVE" in said["csp_rugby_2017-08.xlsx"]
    assert "insight@warwickshire.gov.uk" in said["csp_rugby_2017-08.xlsx, note"]
    assert "synthetic" not in json.loads(said["manifest.json"])


def test_a_sample_delivery_copied_into_a_real_raw_is_refused_and_the_rest_goes_on(loaded):
    synthetic(police_delivery(loaded / "raw", "2017-10-03", **SEPTEMBER))
    schools_delivery(loaded / "raw")
    night = nightly(loaded)
    assert night.exit_code == 3
    assert "the delivery is synthetic, as hatecrime sample wrote it" in night.output
    assert "remove the folder police/2017-10-03" in night.output
    with duckdb.connect(loaded / "warehouse/current/hatecrime.duckdb", read_only=True) as con:
        assert con.execute("select delivery_id from star.fct_record order by all").fetchall() == [
            ("police/2017-09-03",),
            ("schools/2017-07-28",),
        ]
    notes = [path.read_text() for path in (loaded / "warehouse/current").rglob("README.txt")]
    assert notes and not any("SYNTHETIC" in note for note in notes)
    shutil.rmtree(loaded / "raw/police/2017-10-03")
    assert nightly(loaded).exit_code == 0


def test_a_rebuilt_warehouse_stays_of_its_kind(loaded):
    """The first delivery it reads is synthetic, but its releases are real."""
    synthetic(police_delivery(loaded / "raw", "2017-08-03"))
    (loaded / "warehouse/build.duckdb").unlink()
    night = nightly(loaded)
    assert night.exit_code == 0, "the agency's newest delivery is loaded"
    assert "Warwickshire Police, 2017-08-03: synthetic.txt: the delivery is synthetic" in night.output


def test_on_the_first_night_a_synthetic_delivery_among_real_ones_is_refused(tmp_path):
    synthetic(police_delivery(tmp_path / "raw"))
    schools_delivery(tmp_path / "raw")
    night = nightly(tmp_path, partners=())
    assert night.exit_code == 3
    assert "Warwickshire Police, 2017-09-03: synthetic.txt: the delivery is synthetic" in night.output
    assert "SYNTHETIC" not in night.output


def test_a_delivery_of_ones_own_added_to_the_sample_is_released_as_synthetic_and_marked_as_real(tmp_path, made_up):
    shutil.copytree(made_up, tmp_path, symlinks=True, dirs_exist_ok=True)
    schools_delivery(tmp_path / "raw")
    assert nightly(tmp_path).exit_code == 0
    said = said_by(tmp_path)
    assert [where for where, words in said.items() if "SYNTHETIC" not in words] == []
    assert "OFFICIAL-SENSITIVE" in said["csp_rugby_2017-08.xlsx"]
    refused = hatecrime(
        "deliver", "--to", tmp_path / "sent", "--raw", tmp_path / "raw", "--warehouse", tmp_path / "warehouse"
    )
    assert refused.exit_code == 2, "without a password, exact counts are not sent"


@pytest.mark.parametrize("build", ["its build", "its releases alone"])
@pytest.mark.parametrize("raw", ["missing", "empty"])
def test_an_unmounted_raw_beside_a_warehouse_is_an_error_and_nothing_is_written(loaded, raw, build):
    shutil.rmtree(loaded / "raw")
    if raw == "empty":
        (loaded / "raw/reference").mkdir(parents=True)
    if build == "its releases alone":
        (loaded / "warehouse/build.duckdb").unlink()
    before = files(loaded)
    said = f"{loaded / 'raw'} is {raw}, but the warehouse holds deliveries of Warwickshire Police: is it mounted?"
    for ran in (sample(loaded, "--if-empty"), sample(loaded), nightly(loaded, partners=())):
        assert ran.exit_code == 1, ran.output
        assert said in ran.output
    assert files(loaded) == before


def test_if_all_deliveries_are_archived_the_night_goes_on_and_no_sample_is_written(loaded):
    shutil.rmtree(loaded / "raw/police/2017-09-03")
    assert sample(loaded, "--if-empty").exit_code == 0
    refused = sample(loaded)
    assert refused.exit_code == 1
    assert "holds real deliveries, so no sample is written" in refused.output
    assert list((loaded / "raw/police").iterdir()) == []
    assert nightly(loaded).exit_code == 0


def test_dagster_too_stops_at_an_unmounted_raw(loaded):
    """The command looks before it starts Dagster; a schedule does not run the command."""
    shutil.rmtree(loaded / "raw/police")
    night = run(loaded / "raw", Warehouse(loaded / "warehouse"))
    assert night.exit_code == 1
    assert "is it mounted?" in night.failures[0]
