"""What decides how a delivery lands: the version it is entered under, and read again when that changes.

Here: the code that reads and judges deliveries, the agency's contract and reader, and the spellings its columns use.
Which deliveries are then due is decided in `ledger`.
"""

import json
from collections.abc import Callable, Mapping

from pipelines import files, landing
from pipelines.build import provenance
from pipelines.build.warehouse import SQL
from pipelines.landing.delivery import Delivery
from pipelines.landing.reader import Reader
from schemas.contract import Agency


def reading_code() -> str:
    """Return one hash over the code that reads files and judges rows, whoever sent them."""
    return provenance.fingerprint(provenance.code_of(files, landing), provenance.code_in(SQL / "0_macros"))


def contract_version(
    agency: Agency,
    open_delivery: Callable[[Delivery], Reader],
    spellings: Mapping[str, Mapping[str, str]],
    code: str,
) -> str:
    """Return the version under which an agency's deliveries land.

    Args:
        agency: The agency.
        open_delivery: What reads a delivery of it.
        spellings: The code of each spelling, by list; those of lists that no column of the agency uses don't matter.
        code: What `reading_code` returns.
    """
    contracts = sorted({table.model.__module__ for table in agency.tables})
    lists = sorted({column.codes for table in agency.tables for column in table.columns if column.codes})
    return provenance.fingerprint(
        code,
        provenance.code_alone(open_delivery.__module__),
        *map(provenance.code_from, contracts),
        json.dumps({name: sorted(spellings.get(name, {}).items()) for name in lists}),
    )
