"""The status of each agency: what needs to be reported, and since when its next delivery is overdue."""

from dataclasses import replace
from datetime import date, timedelta

import duckdb
import pytest

from pipelines.landing import ledger
from pipelines.landing.status import overdue, to_be_told
from schemas.police import POLICE
from schemas.schools import SCHOOLS
from tests.landing.test_ledger import ENTRY, MISSING

DUE = ENTRY.delivery_date + POLICE.cadence


@pytest.fixture
def con():
    con = duckdb.connect()
    ledger.create(con)
    return con


@pytest.mark.parametrize(("today", "late"), [(DUE, False), (DUE + timedelta(days=1), True)])
def test_an_agency_is_overdue_the_day_after_its_cadence(today, late):
    said = [("Warwickshire Police", f"overdue since {DUE}; one is expected about every 31 days")]
    assert overdue([ENTRY], [POLICE], today) == (said if late else [])


def test_the_police_of_october_are_overdue_since_november():
    october = replace(ENTRY, delivery_date=date(2017, 10, 3))
    ((_, said),) = overdue([october], [POLICE], date(2017, 12, 1))
    assert said.startswith("overdue since 2017-11-03;")


def test_an_agency_that_never_delivered_is_reported():
    said = "no delivery has been loaded; one is expected about every 122 days"
    assert overdue([ENTRY], [POLICE, SCHOOLS], DUE) == [("Warwickshire schools", said)]


def test_only_a_loaded_delivery_counts(con):
    later = date(2017, 10, 3)
    ledger.enter(con, [ENTRY])
    ledger.enter(con, [replace(MISSING, delivery_date=later)])
    assert ledger.newest_loaded(con) == [ENTRY]
    ledger.enter(con, [replace(ENTRY, delivery_date=later, revision=2)])
    ledger.enter(con, [replace(MISSING, delivery_date=later, revision=3)])
    assert [(entry.delivery_date, entry.revision) for entry in ledger.newest_loaded(con)] == [(later, 2)]


def test_an_unexpected_file_is_reported_elsewhere(con):
    stray = replace(ENTRY, file="notes.txt", reason="not read", is_contracted=False)
    known = replace(ENTRY, file="victims.csv", reason="nothing was withdrawn")
    ledger.enter(con, [ENTRY, stray, known])
    assert to_be_told(con) == [known]
