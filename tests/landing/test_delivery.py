"""The deliveries in `raw/`: which there are, which are complete, and the hashes of their files."""

import hashlib
import os
import time
from datetime import date, timedelta

import pytest

from pipelines.files.refusal import Refusal
from pipelines.landing.delivery import Delivery, WrongSetting, deliveries, settling_seconds, unsettled
from schemas.police import POLICE
from tests.drawn.deliveries import settle


@pytest.fixture
def folder(tmp_path):
    """Make a delivery folder with the given files, all a day old."""

    def make(name="2017-09-03", files=("offences.csv",)):
        path = tmp_path / "police" / name
        path.mkdir(parents=True)
        for file in files:
            (path / file).write_text(file)
        return settle(path)

    return make


def days(raw, settling_seconds=60):
    return [str(delivery.sent_on) for delivery in deliveries(raw, POLICE, settling_seconds)]


def test_deliveries_come_oldest_first(folder, tmp_path):
    for name in ("2017-10-03", "2016-12-31", "2017-09-03"):
        folder(name)
    assert days(tmp_path) == ["2016-12-31", "2017-09-03", "2017-10-03"]


def test_an_agency_that_sent_nothing_has_no_deliveries(tmp_path):
    assert days(tmp_path) == []


@pytest.mark.parametrize(
    "name",
    [
        *["2017-9-3", "20170903", "2017-09-31", "03-09-2017", "2017-09-03 again", "2017-09-03.tmp", ".2017-09-03"],
        *["reference", "2017-W35-7", "2017-09-03_", "9999-99-99"],
    ],
)
def test_a_folder_whose_name_is_not_a_day_is_left_alone(folder, tmp_path, name):
    folder(name)
    assert days(tmp_path) == []


def test_a_delivery_dated_in_the_future_waits(folder, tmp_path):
    """Any date in the delivery would pass as no later than its day, and it would stay the newest for years."""
    folder(str(date.today()))
    folder(str(date.today() + timedelta(days=1)))
    assert days(tmp_path) == [str(date.today())]
    assert unsettled(tmp_path, POLICE, 60) == []


def test_a_file_named_like_a_day_is_not_a_delivery(folder, tmp_path):
    folder().parent.joinpath("2017-09-04").write_text("x")
    assert days(tmp_path) == ["2017-09-03"]


@pytest.mark.parametrize(
    "name",
    [".offences.csv.swp", "offences.csv.part", "offences.CSV.PART", "~x.Tmp", ".offences.csv.AbC123"],
)
def test_a_folder_with_an_unfinished_file_waits(folder, tmp_path, name):
    path = folder(files=("offences.csv", name))
    assert days(tmp_path) == []
    (path / name).unlink()
    assert days(tmp_path) == ["2017-09-03"]


@pytest.mark.parametrize(("seconds", "waits"), [(0, True), (30, True), (61, False), (-3600, True)])
def test_a_folder_waits_until_every_file_is_sixty_seconds_old(folder, tmp_path, seconds, waits):
    path = folder(files=("offences.csv", "victims.csv"))
    stamp = time.time() - seconds
    os.utime(path / "victims.csv", (stamp, stamp))
    assert days(tmp_path) == ([] if waits else ["2017-09-03"])


def test_how_old_a_file_must_be_can_be_passed_in(folder, tmp_path):
    path = folder()
    stamp = time.time() - 30
    os.utime(path / "offences.csv", (stamp, stamp))
    assert days(tmp_path, settling_seconds=20) == ["2017-09-03"]


def test_a_folder_waits_while_a_file_in_a_subfolder_is_still_being_written(folder, tmp_path):
    """The months from data.police.uk are folders inside the delivery's folder."""
    path = folder()
    (path / "2017-08").mkdir()
    (path / "2017-08" / "2017-08-warwickshire-street.csv").write_text("still coming")
    assert days(tmp_path) == []


def test_only_the_unfinished_delivery_waits(folder, tmp_path):
    folder("2017-09-03")
    folder("2017-10-03", files=("offences.csv.part",))
    assert days(tmp_path) == ["2017-09-03"]


def delivery(path):
    return Delivery("police", "2017-09-03", path)


def test_file_names_match_in_upper_or_lower_case(folder):
    path = folder(files=("OFFENCES.Csv",))
    assert delivery(path).file("offences.csv").name == "OFFENCES.Csv"
    assert set(delivery(path).hashes) == {"offences.csv"}


def test_a_missing_file_is_refused_by_name(folder):
    with pytest.raises(Refusal) as refusal:
        delivery(folder()).file("victims.csv")
    assert refusal.value.file == "victims.csv"


def test_two_files_that_differ_only_in_case_are_refused(folder):
    path = folder(files=("offences.csv", "Offences.CSV"))
    with pytest.raises(Refusal):
        delivery(path).file("offences.csv")


def test_a_file_is_known_by_the_sha256_of_its_bytes(folder):
    path = folder()
    assert delivery(path).hashes == {"offences.csv": hashlib.sha256(b"offences.csv").hexdigest()}
    (path / "offences.csv").write_text("other")
    assert delivery(path).hashes == {"offences.csv": hashlib.sha256(b"other").hexdigest()}


def test_a_signature_depends_on_names_sizes_and_times_but_contains_no_name(folder):
    path = folder(files=("offences.csv", "victims.csv"))
    signatures = [delivery(path).signature]
    assert delivery(path).signature == signatures[0]
    (path / "offences.csv").write_text("OFFENCES.CSV")
    signatures.append(delivery(path).signature)
    (path / "offences.csv").write_text("longer than before")
    signatures.append(delivery(path).signature)
    (path / "victims.csv").rename(path / "Qwertyson.csv")
    signatures.append(delivery(path).signature)
    assert len(set(signatures)) == 4
    assert all(len(signature) == 16 and int(signature, 16) for signature in signatures)


def test_a_link_that_leads_nowhere_is_part_of_the_signature(folder, tmp_path):
    path = folder()
    before = Delivery("police", date(2017, 9, 3), path).signature
    (path / "victims.csv").symlink_to(tmp_path / "nowhere")
    (path / "loop.csv").symlink_to(path / "loop.csv")
    assert Delivery("police", date(2017, 9, 3), path).signature != before


@pytest.mark.parametrize(("written", "seconds"), [("", 60), ("0", 0), ("7.5", 7.5)])
def test_how_old_a_file_must_be_is_a_setting(monkeypatch, written, seconds):
    monkeypatch.setenv("HATECRIME_SETTLING_SECONDS", written)
    assert settling_seconds() == seconds


@pytest.mark.parametrize("written", ["a minute", "-1", "inf", "nan"])
def test_a_setting_that_is_not_a_number_of_seconds_is_reported(monkeypatch, written):
    monkeypatch.setenv("HATECRIME_SETTLING_SECONDS", written)
    with pytest.raises(WrongSetting, match=f"HATECRIME_SETTLING_SECONDS is '{written}', which isn't a number"):
        settling_seconds()
