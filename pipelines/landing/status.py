"""How each agency stands: what is to be told of its deliveries, and since when the next is overdue.

Here: what the ledger says, for the morning. How it is shown stands in `morning`.
"""

from collections.abc import Sequence
from datetime import date

import duckdb

from pipelines.landing import ledger
from pipelines.landing.ledger import Entry
from schemas.contract import Agency


def to_be_told(con: duckdb.DuckDBPyConnection, entered: Sequence[Entry] = ()) -> list[Entry]:
    """Return the entries an engineer must hear of.

    They are the refusals just entered, those no later delivery made good, and whatever is to be known of an agency's
    newest delivery.
    """
    newest = (entry for entry in ledger.newest_entries(con) if entry.reason and entry.is_contracted)
    told = {*ledger.refusals(entered), *ledger.not_made_good(con), *newest}
    return sorted(told, key=lambda entry: (entry.agency, entry.delivery_date, entry.file))


def overdue(loaded: Sequence[Entry], agencies: Sequence[Agency], today: date) -> list[tuple[str, str]]:
    """Return whose next delivery is overdue, and since when.

    Args:
        loaded: The entries of each agency's newest delivery that is loaded.
        agencies: Who should send.
        today: The day it is.
    """
    newest = {entry.agency: entry.delivery_date for entry in loaded}
    late = []
    for agency in agencies:
        about = f"it comes about every {agency.cadence.days} days"
        day = newest.get(agency.stem)
        if day is None:
            late.append((agency.title, f"no delivery has been loaded; {about}"))
        elif day + agency.cadence < today:
            late.append((agency.title, f"overdue since {day + agency.cadence}; {about}"))
    return late
