"""What a synthetic county is like, and which of its deliveries get lost: drawn from a seed.

Here: the draw. Most deliveries get lost, so that a county is written and loaded in seconds. But the police send nearly
everything for a run of months, and sometimes the run is long enough for the 12- and 18-month figures.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from pipelines.sample.county.targets import MONTHS
from pipelines.sample.equip import deliveries as equip
from pipelines.sample.police import deliveries as police
from pipelines.sample.police_uk import deliveries as police_uk
from pipelines.sample.report_hate_now import deliveries as report_hate_now
from pipelines.sample.schools import deliveries as schools
from pipelines.sample.victim_support import deliveries as victim_support
from pipelines.sample.victim_survey import deliveries as victim_survey

AGENCY_MISSING = 0.2
#: The share of an agency's deliveries that arrive; for the police's first ones, within the run and elsewhere.
SHARES = (0.08, 0.16, 0.24)
IN_STRETCH, ELSEWHERE = 0.9, 0.04
#: How many months the run has, and the share of restatements of several months that arrive, with how often each occurs.
STRETCHES = {(2, 0.3): 4, (4, 0.3): 3, (9, 0.9): 2, (18, 1): 1}
SCALES = (1, 1, 1, 1, 1, 1, 1, 1, 2)
SENT = {
    "victim_support": [delivery.sent for delivery in victim_support.deliveries()],
    "equip": [delivery.sent for delivery in equip.DELIVERIES],
    "report_hate_now": [delivery.sent for delivery in report_hate_now.deliveries()],
    "schools": list(schools.STYLES),
    "victim_survey": victim_survey.deliveries(),
    "police_uk": list(police_uk.DOWNLOADS),
}


@dataclass(frozen=True)
class Drawn:
    """A county's seed and size, and the deliveries that get lost."""

    seed: int
    scale: int
    quieter: int
    lost: frozenset[tuple[str, date]]


def draw(seed: int) -> Drawn:
    """Draw a county, the same for the same seed."""
    rng = Random(seed)  # noqa: S311 (no secret)
    lost = {("police", sent) for sent in _police_lost(rng)}
    for agency, sent in SENT.items():
        comes = 0 if rng.random() < AGENCY_MISSING else rng.choice(SHARES)
        lost |= {(agency, day) for day in sent if rng.random() >= comes}
    return Drawn(seed, rng.choice(SCALES), rng.randint(6, 12), frozenset(lost))


def _police_lost(rng: Random) -> Iterator[date]:
    """Yield the police's deliveries that get lost; months that a restatement holds need not have arrived before."""
    is_missing = rng.random() < AGENCY_MISSING
    ((months, restatements),) = rng.choices(list(STRETCHES), list(STRETCHES.values()))
    begins = rng.randint(0, len(MONTHS) - months)
    restated: set[int] = set()
    for delivery in sorted(police.deliveries(), key=lambda delivery: delivery.is_first):
        if not delivery.is_first:
            comes = restatements
        else:
            (at,) = delivery.months
            comes = IN_STRETCH if begins <= at < begins + months and at not in restated else ELSEWHERE
        if is_missing or rng.random() >= comes:
            yield delivery.sent
        elif not delivery.is_first:
            restated |= {*delivery.months}
