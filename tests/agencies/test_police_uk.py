"""Downloads of data.police.uk through the door: real files in, verdicts and rows out."""

from pipelines.defs.agencies.police_uk import PoliceUkDelivery
from pipelines.defs.landing import _counts
from schemas.police_uk import POLICE_UK
from tests.deliveries import STREET_CRIME, police_uk_delivery


def test_each_month_is_a_file_of_the_ledger_that_covers_its_days(bench):
    police_uk_delivery(bench.raw, months={month: [STREET_CRIME | {"Month": month}] for month in ("2017-08", "2017-09")})
    entries = bench.land(POLICE_UK, PoliceUkDelivery)
    assert [(entry.file, entry.status, entry.rows_accepted, str(entry.covers_to)) for entry in entries] == [
        ("2017-08/2017-08-warwickshire-street.csv", "loaded", 1, "2017-08-31"),
        ("2017-09/2017-09-warwickshire-street.csv", "loaded", 1, "2017-09-30"),
    ]


def test_a_row_that_stands_in_another_months_file_too_is_no_duplicate_there(bench):
    """In the wrong file it is rejected; in its own it is sound, whichever file is read first."""
    july, august = ([crime(number, month) for number in range(12)] for month in ("2017-07", "2017-08"))
    police_uk_delivery(bench.raw, months={"2017-07": [*july, august[0]], "2017-08": [*august, august[1]]})
    entries = bench.land(POLICE_UK, PoliceUkDelivery)
    assert [(entry.rows_accepted, entry.rows_duplicate, entry.rows_rejected) for entry in entries] == [
        (12, 0, 1),
        (12, 1, 0),
    ]


def crime(number, month):
    return STREET_CRIME | {"Crime ID": f"{number:064d}", "Month": month}


def test_dagster_is_told_the_rows_of_all_months_together(bench):
    months = {month: [crime(number, month) for number in range(2)] for month in ("2017-07", "2017-08")}
    police_uk_delivery(bench.raw, months=months)
    (table,) = POLICE_UK.tables
    told = _counts(table, bench.land(POLICE_UK, PoliceUkDelivery))
    assert (told["deliveries_loaded"], told["rows_sent"], told["rows_accepted"]) == (1, 4, 4)
