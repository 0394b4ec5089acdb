"""The status of each agency: what an engineer needs to know about its deliveries, and since when the next is overdue.

Here: what the ledger says, for the morning. `morning` decides how it is shown.
"""

from collections.abc import Sequence
from datetime import date, timedelta

import duckdb

from pipelines.landing import ledger
from pipelines.landing.ledger import Entry
from schemas.contract import Agency


def to_be_told(con: duckdb.DuckDBPyConnection, entered: Sequence[Entry] = ()) -> list[Entry]:
    """Return the entries that an engineer needs to know about.

    They are the refusals just entered, those that no later delivery made good, and any reasons given for an agency's
    newest delivery.
    """
    newest = (entry for entry in ledger.newest_entries(con) if entry.reason and entry.is_contracted)
    found = {*ledger.refusals(entered), *ledger.not_made_good(con), *newest}
    return sorted(found, key=lambda entry: (entry.agency, entry.delivery_date, entry.file))


def patience(agency: Agency) -> timedelta:
    """Return how long after the start of its newest delivery's day an agency becomes overdue: its cadence and that day.

    `hatecrime status` and the freshness that Dagster shows both follow this rule.
    """
    return agency.cadence + timedelta(days=1)


def overdue(loaded: Sequence[Entry], agencies: Sequence[Agency], today: date) -> list[tuple[str, str]]:
    """Return the agencies whose next delivery is overdue, and since when.

    Args:
        loaded: The entries for each agency's newest loaded delivery.
        agencies: The agencies that should send.
        today: Today's date.
    """
    newest = {entry.agency: entry.delivery_date for entry in loaded}
    late = []
    for agency in agencies:
        about = f"one is expected about every {agency.cadence.days} days"
        day = newest.get(agency.stem)
        if day is None:
            late.append((agency.title, f"no delivery has been loaded; {about}"))
        elif day + patience(agency) <= today:
            late.append((agency.title, f"overdue since {day + agency.cadence}; {about}"))
    return late
