"""What is in `raw/` but isn't read: each is named, with what to do."""

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
    """A `raw/` that is in order."""
    police_delivery(tmp_path / "raw")
    (tmp_path / "raw/README.md").write_text("")
    (tmp_path / "raw/reference").mkdir()
    (tmp_path / "raw/.gitkeep").write_text("")
    (tmp_path / "raw/police/.DS_Store").write_text("")
    return tmp_path / "raw"


def said(raw):
    return strays(raw, all_agencies())


def test_when_everything_is_in_order_nothing_is_reported(raw):
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
def test_a_folder_named_almost_like_an_agency_gets_a_suggestion(raw, name, meant):
    (raw / name).mkdir()
    assert said(raw) == [f"raw/{name} doesn't belong to an agency: did you mean raw/{meant}?"]


def test_a_folder_of_no_agency_is_named_with_the_list_of_agencies(raw):
    (raw / "zzz").mkdir()
    agencies = ", ".join(agency.stem for agency in all_agencies())
    assert said(raw) == [f"raw/zzz doesn't belong to an agency: the agencies' folders are {agencies}"]


def test_a_file_outside_the_agencies_folders_is_named(raw):
    (raw / "offences.csv").write_text("")
    (raw / "schools").write_text("")
    assert said(raw) == [
        "raw/offences.csv doesn't belong to an agency: put it into a delivery, such as raw/<agency>/2017-09-03/",
        "raw/schools doesn't belong to an agency: put it into a delivery, such as raw/<agency>/2017-09-03/",
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
def test_a_folder_that_is_not_named_after_a_day_is_named_with_the_day_it_may_mean(raw, name, day):
    (raw / "police" / name).mkdir()
    assert said(raw) == [
        f"raw/police/{name} isn't a delivery: name the folder after the day it was sent, such as {day}"
    ]


def test_a_file_beside_the_deliveries_is_named(raw):
    (raw / "police/2017-09-04").write_text("")
    assert said(raw) == [
        "raw/police/2017-09-04 isn't in a delivery: "
        "put it into a folder named after the day it was sent, such as 2017-09-03"
    ]


@pytest.mark.parametrize("name", ["2017-10-03.part", str(date.today() + timedelta(days=1))])
def test_a_folder_that_waits_is_named_elsewhere(raw, name):
    (raw / "police" / name).mkdir()
    assert said(raw) == []


def test_a_hidden_file_that_no_system_left_is_named(raw):
    (raw / ".notes").write_text("")
    (raw / "police/.2017-09-04").mkdir()
    assert [line.partition(" ")[0] for line in said(raw)] == ["raw/.notes", "raw/police/.2017-09-04"]


def test_a_name_with_any_bytes_can_be_printed(raw):
    (raw / os.fsdecode(b"\x1b[31m\xff")).mkdir()
    (line,) = said(raw)
    assert line.isprintable()
    assert line.startswith("raw/\N{REPLACEMENT CHARACTER}[31m\N{REPLACEMENT CHARACTER} doesn't belong to an agency")


def test_an_unexpected_file_in_a_delivery_is_named(raw):
    stray = replace(ENTRY, file="notes.txt", is_contracted=False)
    assert unread(raw, [ENTRY, stray]) == [
        f"raw/{Delivery('police', ENTRY.delivery_date, raw).delivery_id}/notes.txt "
        "isn't a file this agency is expected to send: remove it, or add it to the agency's contract"
    ]
