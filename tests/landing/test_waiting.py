"""Deliveries that wait: for which file, why, since when, and when somebody has to look."""

import os
import time
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from pipelines.build.warehouse import Warehouse
from pipelines.landing import delivery
from pipelines.landing.waiting import note_waits, waits
from schemas.police import POLICE
from tests.drawn.deliveries import police_delivery, settle

HOUR, DAY = 3600, 86_400


@pytest.fixture
def raw(tmp_path) -> Path:
    """A folder with one complete delivery."""
    police_delivery(tmp_path / "raw")
    return tmp_path / "raw"


@pytest.fixture
def warehouse(tmp_path) -> Warehouse:
    (tmp_path / "warehouse").mkdir()
    return Warehouse(tmp_path / "warehouse")


@pytest.fixture
def aged(monkeypatch):
    """Put the disk's own time of every file some seconds from now, which nobody can do otherwise."""

    def age(seconds):
        changed = time.time() + seconds
        lstat = Path.lstat

        def dated(path):
            values = list(lstat(path))
            values[9] = int(changed)
            return os.stat_result(values, {"st_mtime": lstat(path).st_mtime, "st_ctime": changed})

        monkeypatch.setattr(Path, "lstat", dated)

    return age


def write(path: Path, age: float) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x")
    os.utime(path, (time.time() - age,) * 2)
    return path


def held(raw, warehouse):
    return waits(raw, [POLICE], 60, warehouse)


def minute(moment: float) -> str:
    at = datetime.fromtimestamp(moment)
    return f"{at.day} {at:%B %Y %H:%M}"


def test_a_complete_delivery_does_not_wait(raw, warehouse):
    assert held(raw, warehouse) == []


@pytest.mark.parametrize(("age", "is_long"), [(5 * 60, False), (23 * HOUR, False), (25 * HOUR, True)])
def test_an_unfinished_file_is_named_with_the_time_it_was_last_changed(raw, warehouse, age, is_long):
    path = write(raw / "police/2017-09-03/victims.csv.part", age)
    (wait,) = held(raw, warehouse)
    assert wait.sentence == (
        "police/2017-09-03 waits for police/2017-09-03/victims.csv.part, which has been unfinished since "
        f"{minute(path.stat().st_mtime)}: if nothing is writing it any more, have it sent again, or remove it"
    )
    assert wait.is_long == is_long


def test_a_file_that_keeps_changing_has_waited_since_the_load_first_saw_it(raw, warehouse):
    path = write(raw / "police/2017-09-03/victims.csv", 5)
    note_waits(warehouse, held(raw, warehouse))
    noted = warehouse.home / ".waiting.json"
    first = time.time() - 2 * DAY
    noted.write_text(f'{{"police/2017-09-03": {first}}}')
    write(path, 5)
    (wait,) = held(raw, warehouse)
    assert wait.is_long
    assert f"which has been changing since {minute(first)}" in wait.sentence
    note_waits(warehouse, [wait])
    assert held(raw, warehouse) == [wait]
    settle(path.parent)
    note_waits(warehouse, held(raw, warehouse))
    assert noted.read_text() == "{}"


def test_a_note_that_is_damaged_is_as_good_as_none(raw, warehouse):
    write(raw / "police/2017-09-03/victims.csv.part", 60)
    (warehouse.home / ".waiting.json").write_bytes(b"\xff{")
    assert [wait.is_long for wait in held(raw, warehouse)] == [False]


def test_a_file_time_in_the_future_counts_from_the_time_of_our_own_disk(raw, warehouse, aged):
    write(raw / "police/2017-09-03/victims.csv", -365 * DAY)
    (wait,) = held(raw, warehouse)
    assert "victims.csv, which has been changing since" in wait.sentence
    aged(-2 * 60)
    assert held(raw, warehouse) == []
    assert [each.delivery_id for each in delivery.deliveries(raw, POLICE)] == ["police/2017-09-03"]


def test_if_all_times_are_in_the_future_it_waits_since_the_load_first_saw_it(raw, warehouse, aged):
    write(raw / "police/2017-09-03/victims.csv", -365 * DAY)
    aged(365 * DAY)
    (wait,) = held(raw, warehouse)
    assert "victims.csv, which has had a time in the future since" in wait.sentence
    assert not wait.is_long
    (warehouse.home / ".waiting.json").write_text(f'{{"police/2017-09-03": {time.time() - 2 * DAY}}}')
    assert [wait.is_long for wait in held(raw, warehouse)] == [True]


def test_a_delivery_dated_in_the_future_is_named(raw, warehouse):
    day = date.today() + timedelta(days=2)
    folder = raw / "police" / str(day)
    folder.mkdir()
    (wait,) = held(raw, warehouse)
    assert wait.sentence == (
        f"police/{day} waits: it has been dated in the future since {minute(folder.stat().st_mtime)}: it is read on "
        "that day; if the date is wrong, name the folder after the day it was sent"
    )


@pytest.mark.parametrize("name", ["2017-10-03.part", ".2017-10-03.AbC123"])
def test_a_half_written_folder_is_named(raw, warehouse, name):
    (raw / "police" / name).mkdir()
    (wait,) = held(raw, warehouse)
    assert wait.sentence.startswith(f"police/{name} waits: it has been unfinished since ")


@pytest.mark.parametrize("name", [".DS_Store", "Thumbs.db", "~$offences.xlsx", "__MACOSX/._offences.csv"])
def test_what_a_system_leaves_is_no_part_of_a_delivery(raw, warehouse, name):
    write(raw / "police/2017-09-03" / name, 0)
    assert held(raw, warehouse) == []
    (found,) = delivery.deliveries(raw, POLICE)
    assert sorted(found.files) == ["manifest.json", "markers.csv", "offences.csv", "victims.csv"]
