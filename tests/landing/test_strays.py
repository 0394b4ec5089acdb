"""What lies under `raw/` and is not read: named, with what to do."""

import os
from dataclasses import replace
from datetime import date, timedelta

import pytest

from pipelines.landing.delivery import Delivery
from pipelines.landing.strays import strays, unread
from schemas.agencies import all_agencies
from tests.drawn.deliveries import police_delivery
from tests.landing.test_ledger import ENTRY


@pytest.fixture
def raw(tmp_path):
    """A `raw/` as it should be."""
    police_delivery(tmp_path / "raw")
    (tmp_path / "raw/README.md").write_text("")
    (tmp_path / "raw/reference").mkdir()
    (tmp_path / "raw/.gitkeep").write_text("")
    (tmp_path / "raw/police/.DS_Store").write_text("")
    return tmp_path / "raw"


def said(raw):
    return strays(raw, all_agencies())


def test_where_all_is_as_it_should_be_nothing_is_said(raw):
    assert said(raw) == []


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("polise", "police"),
        ("Police", "police"),
        ("victim-support", "victim_support"),
        ("Warwickshire Police", "police"),
        ("EQUIP", "equip"),
        ("refrence", "reference"),
    ],
)
def test_a_folder_named_nearly_like_an_agency_is_asked_about(raw, name, meant):
    (raw / name).mkdir()
    assert said(raw) == [f"raw/{name} belongs to no agency: did you mean raw/{meant}?"]


def test_a_folder_of_no_agency_is_named_with_the_agencies(raw):
    (raw / "zzz").mkdir()
    agencies = ", ".join(agency.stem for agency in all_agencies())
    assert said(raw) == [f"raw/zzz belongs to no agency: the agencies' folders are {agencies}"]


def test_a_file_in_no_agencys_folder_is_named(raw):
    (raw / "offences.csv").write_text("")
    (raw / "schools").write_text("")
    assert said(raw) == [
        "raw/offences.csv belongs to no agency: put it into a delivery, as raw/<agency>/2017-09-03/",
        "raw/schools belongs to no agency: put it into a delivery, as raw/<agency>/2017-09-03/",
    ]


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2017-9-4", "2017-09-04"),
        ("20170904", "2017-09-04"),
        ("04-09-2017", "2017-09-04"),
        ("2017_09_04 corrected", "2017-09-04"),
        ("2017-09-31", "2017-09-03"),
        ("September", "2017-09-03"),
        ("2017-W35-7", "2017-09-03"),
    ],
)
def test_a_folder_that_is_not_named_by_a_day_is_named_with_the_day_it_may_mean(raw, name, day):
    (raw / "police" / name).mkdir()
    assert said(raw) == [f"raw/police/{name} is no delivery: name the folder by the day it was sent, as {day}"]


def test_a_file_beside_the_deliveries_is_named(raw):
    (raw / "police/2017-09-04").write_text("")
    assert said(raw) == [
        "raw/police/2017-09-04 is in no delivery: put it into a folder named by the day it was sent, as 2017-09-03"
    ]


def test_a_folder_left_half_written_is_named(raw):
    (raw / "police/2017-10-03.part").mkdir()
    assert said(raw) == [
        "raw/police/2017-10-03.part is still being written, or was left so: when it is whole, name it as 2017-10-03"
    ]


def test_a_delivery_of_a_day_that_has_not_come_is_named(raw):
    day = date.today() + timedelta(days=1)
    (raw / "police" / str(day)).mkdir()
    assert said(raw) == [
        f"raw/police/{day} is of a day that has not come, and waits for it: name the folder by the day it was sent"
    ]


def test_a_name_of_any_bytes_can_be_printed(raw):
    (raw / os.fsdecode(b"\x1b[31m\xff")).mkdir()
    (line,) = said(raw)
    assert line.isprintable()
    assert line.startswith("raw/\N{REPLACEMENT CHARACTER}[31m\N{REPLACEMENT CHARACTER} belongs to no agency")


def test_a_file_of_a_delivery_that_no_contract_names_is_named(raw):
    stray = replace(ENTRY, file="notes.txt", is_contracted=False)
    assert unread(raw, [ENTRY, stray]) == [
        f"raw/{Delivery('police', ENTRY.delivery_date, raw).delivery_id}/notes.txt is named by no contract: "
        "take it away, or say what it is"
    ]
