"""Synthetic deliveries, which `hatecrime sample` writes: how they are recognised, and what keeps them from real ones.

Here: the mark, and refusing a synthetic delivery where real ones are loaded. The mark is a file beside the delivery's
own files, so it goes wherever the delivery's folder is copied. Its hash is in the ledger, like that of any other file.
"""

from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import duckdb

from pipelines.build.statement import Statements
from pipelines.files.refusal import Refusal
from pipelines.landing.delivery import Delivery, deliveries
from schemas.contract import Agency

_SQL = Statements(__file__)

#: The file that marks a delivery as synthetic, in lower case as in the ledger.
MARK = "synthetic.txt"


def is_mark(file: str) -> bool:
    """Say whether a file in a delivery marks it as synthetic: in its folder, or in a folder in it."""
    return PurePosixPath(file).name.lower() == MARK


def is_synthetic(delivery: Delivery) -> bool:
    """Say whether a delivery is synthetic."""
    return any(is_mark(file) for file in delivery.files)


def is_mostly_synthetic(raw: Path, agencies: Iterable[Agency]) -> bool:
    """Say whether most of the complete deliveries in `raw` are synthetic, so that a stray one doesn't decide."""
    found = [is_synthetic(delivery) for agency in agencies for delivery in deliveries(raw, agency)]
    return sum(found) > len(found) / 2


class Kind(NamedTuple):
    """Whether all loaded deliveries of an agency are synthetic, and whether any is."""

    is_all_synthetic: bool
    has_synthetic: bool


def held(con: duckdb.DuckDBPyConnection) -> dict[str, Kind]:
    """Return the agencies with a loaded delivery, and of which kind each one's deliveries are."""
    return {agency: Kind(*kind) for agency, *kind in con.execute(_SQL("held"), {"mark": MARK}).fetchall()}


def hold_to_kind(delivery: Delivery, takes_synthetic: bool) -> None:
    """Refuse a synthetic delivery where real ones are loaded.

    Where synthetic ones are loaded, a delivery without the mark is taken too: whoever tries the warehouse adds their
    own to the sample. All that is released then still says SYNTHETIC.

    Raises:
        Refusal: for the mark, so that no other file of the delivery is named.
    """
    if is_synthetic(delivery) and not takes_synthetic:
        raise Refusal(
            MARK,
            "the delivery is synthetic, as hatecrime sample wrote it, but this warehouse is for real deliveries; "
            f"nothing in it was read: remove the folder {delivery.delivery_id}",
        )


def forget_removed(con: duckdb.DuckDBPyConnection, raw: Path, agency: Agency) -> None:
    """Remove from the ledger the deliveries that were refused for their kind and are no longer in `raw`.

    They are no news about the agency. Nobody will send them again, so they would be reported for ever.
    """
    refused = con.execute(_SQL("refused_for_kind"), {"agency": agency.stem, "mark": MARK}).fetchall()
    for sent_on, revision in refused:
        if not (raw / agency.stem / str(sent_on)).exists():
            values = {"agency": agency.stem, "delivery_date": sent_on, "revision": revision}
            con.execute(_SQL("clear_entries"), values)
