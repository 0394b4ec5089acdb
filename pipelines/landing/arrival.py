"""What has come since the last look, judged by names, sizes and times without opening any file or database.

Here: what a sensor remembers between looks, and what is new. `pipelines/defs/arrival.py` decides what is then run.
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
    """What is remembered between looks: how often something was new, and the signature of each delivery by its id.

    `made_of` is the version of the code and reference lists at the last arrival.
    """

    arrivals: int = 0
    made_of: str = ""
    deliveries: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, cursor: str | None) -> "Seen":
        """Return what a cursor contains; before the first look, nothing has been seen."""
        return cls(**json.loads(cursor)) if cursor else cls()

    @property
    def cursor(self) -> str:
        """What was seen, as text."""
        return json.dumps(asdict(self))

    @property
    def key(self) -> str:
        """A name for what arrived last: the same if a look is repeated, and different for every other arrival."""
        return hashlib.sha256(self.cursor.encode()).hexdigest()


@dataclass(frozen=True)
class Look:
    """What a look found, by delivery id: what is new or changed, and what is still being written."""

    arrived: list[str]
    waiting: list[str]
    seen: Seen

    @property
    def agencies(self) -> list[str]:
        """The agencies from which something arrived."""
        return sorted({delivery_id.partition("/")[0] for delivery_id in self.arrived})


def look(
    raw: Path,
    agencies: Sequence[Agency],
    before: Seen,
    made_of: str,
    settling_seconds: float = SETTLING_SECONDS,
) -> Look:
    """Return which complete deliveries are new or have changed.

    A delivery that is being overwritten is remembered as it was, so that the change is seen once it is complete.
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
