"""Downloads of data.police.uk through the door: real files in, verdicts and rows out."""

from pipelines.defs.agencies.police_uk import PoliceUkDelivery
from schemas.police_uk import POLICE_UK
from tests.deliveries import STREET_CRIME, police_uk_delivery


def test_each_month_is_a_file_of_the_ledger_that_covers_its_days(bench):
    police_uk_delivery(bench.raw, months={month: [STREET_CRIME | {"Month": month}] for month in ("2017-08", "2017-09")})
    entries = bench.land(POLICE_UK, PoliceUkDelivery)
    assert [(entry.file, entry.status, entry.rows_accepted, str(entry.covers_to)) for entry in entries] == [
        ("2017-08/2017-08-warwickshire-street.csv", "loaded", 1, "2017-08-31"),
        ("2017-09/2017-09-warwickshire-street.csv", "loaded", 1, "2017-09-30"),
    ]
