"""The sample has the same bytes for the same seed and scale, and grows with the scale."""

import os
import subprocess
import sys
from datetime import date, datetime
from hashlib import sha256

import pandas as pd
import pytest

from pipelines.sample import write_sample
from pipelines.sample.county.counties import HELD, Counties
from tests.sample.conftest import Sample
from tests.sample.reading.cells import files_of, read_csv
from tests.sample.reading.equip import read_equip
from tests.sample.reading.report_hate_now import read_report_hate_now
from tests.sample.reading.victim_support import case_types, read_victim_support

SCRIPT = """
import sys, pathlib
from pipelines.sample import write_sample
write_sample(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
"""


def digests(sample):
    files = [path for path in sample.folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(sample.folder)): sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_same_seed_gives_the_same_bytes_elsewhere_and_leaves_other_files_alone(sample, tmp_path):
    again = Sample(tmp_path)
    again.raw.mkdir()
    (again.raw / "README.md").write_text("kept")
    elsewhere = {**os.environ, "PYTHONHASHSEED": "12345", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    subprocess.run([sys.executable, "-c", SCRIPT, again.raw, again.truth_file], check=True, env=elsewhere)
    found = digests(again)
    assert found.pop("raw/README.md") == sha256(b"kept").hexdigest()
    assert found == digests(sample)


def test_files_look_complete_to_a_loader_that_waits_for_them_to_settle(sample):
    for folder in (sample.raw).glob("*/*"):
        for path in folder.rglob("*"):
            assert datetime.fromtimestamp(path.stat().st_mtime).date() == date.fromisoformat(folder.name)


def test_each_delivery_says_that_it_is_synthetic_and_so_does_each_folder_in_it(sample):
    folders = [path for path in sample.raw.glob("*/**/") if path.parent != sample.raw]
    assert {path.parent.name for path in folders} >= {"police", "police_uk", "schools"}
    for folder in folders:
        assert "Nobody in it is real" in (folder / "SYNTHETIC.txt").read_text(encoding="utf-8")


def test_another_seed_gives_other_people_and_records():
    one, two = Counties(1)[0], Counties(2)[0]
    assert set(one.records.offence_ref) != set(two.records.offence_ref)
    assert set(one.population.settled.birth) != set(two.population.settled.birth)
    assert one.supported != two.supported


def test_a_county_is_the_same_whether_it_is_kept_or_made_again():
    counties = Counties(1)
    assert counties[0] is counties[0]
    once, again = counties[HELD], counties[HELD]
    assert once is not again
    assert once.records.equals(again.records)
    assert once.incidents.involved.equals(again.incidents.involved)


def test_scale_two_doubles_the_figures_even_with_another_seed(double_sample):
    truth = double_sample.truth()
    in_force = truth[truth.in_force == "true"]
    offences = in_force[(in_force.table == "offences") & in_force.recorded_date.between("2016-09-01", "2017-08-31")]
    assert len(offences) == 2 * 40_738
    assert (offences.is_hate == "true").sum() == 2 * 785
    assert not truth.duplicated(["agency", "table", "record_ref", "victim_no"]).any()
    cases, _ = read_victim_support(double_sample.raw)
    of_year = [row for row in cases.values() if "2016-04-01" <= row["created"].isoformat() <= "2017-03-31"]
    assert len(of_year) == 2 * 264
    assert sum("Racist" in case_types(row["case_type"]) for row in of_year) == 2 * 248
    casework, _ = read_equip(double_sample.raw)
    of_year = [row for row in casework.values() if "2016-09-01" <= row["opened_on"].isoformat() <= "2017-09-30"]
    assert len(of_year) == 2 * 179
    assert sum(row["is_hate"] for row in of_year) == 2 * 43
    assert len(read_report_hate_now(double_sample.raw)[0]) == 2 * 90


def test_the_second_county_has_other_references_and_other_people(double_sample):
    people = {"23": set(), "24": set()}
    for row in read_csv(files_of(double_sample.raw / "police" / "2017-02-03")["victims.csv"]):
        if row["offenceref"]:
            people[row["offenceref"][:2]].add((row["forename"], row["surname"], row["dateofbirth"]))
    assert all(len(found) > 2500 for found in people.values())
    assert len(people["23"] & people["24"]) < 50


def test_a_quieter_county_has_all_the_hate_and_fewer_other_crimes(quiet):
    truth = quiet.truth()
    offences = truth[(truth.in_force == "true") & (truth.table == "offences")]
    offences = offences[offences.recorded_date.between("2016-09-01", "2017-08-31")]
    assert (offences.is_hate == "true").sum() == 785
    assert (offences.is_hate == "false").sum() == pytest.approx((40_738 - 785) / 12, abs=12)


def test_a_lost_delivery_is_not_written_and_changes_no_other_delivery(quiet, tmp_path):
    come = {"police/2016-01-03", "police/2016-04-20", "schools/2016-09-09", "victim_support/2017-07-10"}
    every = {str(path.relative_to(quiet.raw)) for path in quiet.raw.glob("*/*")}
    lost = {(agency, date.fromisoformat(day)) for agency, day in (each.split("/") for each in every - come)}
    some = Sample(tmp_path).write(quieter=12, seed=23, lost=lost)
    assert {str(path.relative_to(some.raw)) for path in some.raw.glob("*/*")} == come
    written, whole = digests(some), digests(quiet)
    assert {name: whole[name] for name in written if name.startswith("raw/")} == {
        name: digest for name, digest in written.items() if name.startswith("raw/")
    }
    sent = pd.read_csv(tmp_path / "sample_truth_deliveries" / "delivery.csv")
    assert set(sent.agency + "/" + sent.delivery_date) == come


@pytest.mark.parametrize("scale", [0, -1, 100_000])
def test_an_impossible_scale_is_refused(tmp_path, scale):
    with pytest.raises(ValueError, match="scale must be between 1 and"):
        write_sample(tmp_path / "raw", tmp_path / "truth.csv", scale=scale)


@pytest.mark.parametrize("quieter", [0, 13])
def test_a_county_so_quiet_that_its_deliveries_would_be_refused_is_not_made(tmp_path, quieter):
    with pytest.raises(ValueError, match="quieter must be between 1 and 12"):
        write_sample(tmp_path / "raw", tmp_path / "truth.csv", quieter=quieter)


def test_the_truth_may_not_be_among_the_deliveries(tmp_path):
    with pytest.raises(ValueError, match="must not be among the deliveries"):
        write_sample(tmp_path / "raw", tmp_path / "raw" / "police" / "truth.csv")
