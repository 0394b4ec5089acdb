"""What has come since a look before, told from names, sizes and times: no file and no database is opened.

Here: what a sensor remembers between looks, and what is new. What is then run stands in `pipelines/defs/arrival.py`.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from pipelines.landing.delivery import SETTLING_SECONDS, deliveries, unsettled
from schemas.contract import Agency


@dataclass(frozen=True)
class Seen:
    """What is remembered from look to look: how often something was new, and a signature of each delivery by id.

    `made_of` is the version of code and reference lists at the last arrival.
    """

    arrivals: int = 0
    made_of: str = ""
    deliveries: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, cursor: str | None) -> "Seen":
        """Return what a cursor holds; before the first look, nothing has been seen."""
        return cls(**json.loads(cursor)) if cursor else cls()

    @property
    def cursor(self) -> str:
        """It as text."""
        return json.dumps(asdict(self))

    @property
    def key(self) -> str:
        """A name for what arrived last: the same for a look that is repeated, another for every other arrival."""
        return hashlib.sha256(self.cursor.encode()).hexdigest()


@dataclass(frozen=True)
class Look:
    """What a look found: what is new or changed and what is still being written, by delivery id."""

    arrived: list[str]
    waiting: list[str]
    seen: Seen

    @property
    def agencies(self) -> list[str]:
        """The agencies of which something arrived."""
        return sorted({delivery_id.partition("/")[0] for delivery_id in self.arrived})


def look(
    raw: Path,
    agencies: Sequence[Agency],
    before: Seen,
    made_of: str,
    settling_seconds: float = SETTLING_SECONDS,
) -> Look:
    """Return which whole deliveries are new or others than before.

    One that is being written over stays remembered as it was, so that it is seen when it is whole.
    """
    waiting = [delivery_id for agency in agencies for delivery_id in unsettled(raw, agency, settling_seconds)]
    whole = {
        delivery.delivery_id: delivery.signature
        for agency in agencies
        for delivery in deliveries(raw, agency, settling_seconds)
    }
    arrived = sorted(
        delivery_id for delivery_id, signature in whole.items() if before.deliveries.get(delivery_id) != signature
    )
    known = {**{name: before.deliveries[name] for name in waiting if name in before.deliveries}, **whole}
    if not arrived:
        return Look([], waiting, Seen(before.arrivals, before.made_of, known))
    return Look(arrived, waiting, Seen(before.arrivals + 1, made_of, known))
