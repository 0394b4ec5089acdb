"""What the morning prints: which rows to send back to which agency."""

from dataclasses import replace

import pytest

from pipelines.build.warehouse import Warehouse
from pipelines.commands.morning import rejected
from pipelines.landing.rejected import rejected_path
from tests.landing.test_ledger import ENTRY

TITLES = {"police": "Warwickshire Police"}
FAULTY = replace(ENTRY, rows_sent=1_200, rows_accepted=1_197, rows_duplicate=0, rows_rejected=3)


@pytest.fixture
def warehouse(tmp_path):
    """A warehouse with the workbook of the delivery's rejected rows."""
    warehouse = Warehouse(tmp_path)
    path = rejected_path(warehouse, ENTRY.agency, ENTRY.delivery_date)
    path.parent.mkdir(parents=True)
    path.touch()
    return warehouse


def said(entries, warehouse):
    return [line.plain for line in rejected(entries, warehouse, TITLES)]


def test_a_loaded_deliverys_rejected_rows_are_listed_with_their_workbook(warehouse):
    other = replace(FAULTY, file="victims.csv", rows_rejected=0, rows_accepted=1_200)
    assert said([FAULTY, other], warehouse) == [
        "Rows to send back",
        "Warwickshire Police, 2017-09-03: 3 of 2,400 rows, in "
        f"{rejected_path(warehouse, 'police', ENTRY.delivery_date)}",
    ]


def test_if_nothing_is_rejected_nothing_is_reported(warehouse):
    assert said([replace(FAULTY, rows_rejected=0, rows_accepted=1_200)], warehouse) == []


def test_a_refused_delivery_is_reported_elsewhere(warehouse):
    assert said([replace(FAULTY, status="refused")], warehouse) == []
