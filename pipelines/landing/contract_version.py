"""The version of everything that decides how a delivery lands; when the version changes, deliveries are read again.

Here: a fingerprint over the code that reads and judges deliveries, the agency's contract and reader, and the spellings
that its columns use. `ledger` decides which deliveries are then due.
"""

import json
from collections.abc import Callable, Mapping

from pipelines import files, landing
from pipelines.build import cell_text, provenance
from pipelines.build.warehouse import SQL
from pipelines.files import excel
from pipelines.landing.delivery import Delivery
from pipelines.landing.reader import Reader
from schemas.contract import Agency


def reading_code() -> str:
    """Return one hash over the code that reads files and judges rows for every agency."""
    return provenance.fingerprint(
        provenance.code_of(files, excel, landing),
        provenance.code_alone(cell_text.__name__),
        provenance.code_in(SQL / "0_macros"),
    )


def contract_version(
    agency: Agency,
    open_delivery: Callable[[Delivery], Reader],
    spellings: Mapping[str, Mapping[str, str]],
    code: str,
) -> str:
    """Return the version under which an agency's deliveries land.

    Args:
        agency: The agency.
        open_delivery: What reads the agency's deliveries.
        spellings: The code of each spelling, by list. Lists that none of the agency's columns use don't count.
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
