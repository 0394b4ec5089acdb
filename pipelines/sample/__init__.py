"""The synthetic county: deliveries that follow the contracts, about people who do not exist.

Here: `write_sample`, and a package for each agency with what it records and sends. These packages don't use each other.
The county's people and incidents belong in `county`, how files are written in `writing`, and the truth behind them in
`truth`. Anything that reads deliveries belongs elsewhere in `pipelines`.

Once loaded, the sample gives the figures of the 2017 report (county/targets.py). It contains no real person, incident
or home.
"""

from collections.abc import Collection
from datetime import date
from pathlib import Path

from pipelines.sample.county.counties import Counties
from pipelines.sample.county.offence_refs import COUNTIES
from pipelines.sample.equip import deliveries as equip
from pipelines.sample.police import deliveries as police
from pipelines.sample.police_uk import deliveries as police_uk
from pipelines.sample.report_hate_now import deliveries as report_hate_now
from pipelines.sample.schools import deliveries as schools
from pipelines.sample.truth.files import Truth
from pipelines.sample.victim_support import deliveries as victim_support
from pipelines.sample.victim_survey import deliveries as victim_survey
from pipelines.sample.writing.post import Post

AGENCIES = (police, victim_support, equip, report_hate_now, schools, victim_survey, police_uk)
#: If the county were quieter, more than a tenth of a month's rows might be spoilt, and its delivery refused.
QUIETEST = 12


def write_sample(
    raw: Path,
    truth: Path,
    *,
    scale: int = 1,
    seed: int = 2017,
    quieter: int = 1,
    lost: Collection[tuple[str, date]] = (),
) -> None:
    """Write synthetic deliveries, April 2015 to September 2017, and the truth behind them.

    Args:
        raw: folder to write `<agency>/<YYYY-MM-DD>/` into; anything else in it is left alone.
        truth: file to write the truth to, and a folder beside it (truth/files.py says what they hold); it must not
            be in `raw`.
        scale: how many times as busy the county is; every figure is multiplied by it.
        seed: deliveries are the same, byte for byte, for the same seed, scale and quieter.
        quieter: keep one in this many of the crimes that are not hate, so that a county is small and quick to load;
            every hate figure stays the same.
        lost: deliveries, by agency and day, that never arrive: they are not written. The folder beside the truth covers
            only those that arrive. The truth is the same without them, except for months when the police send nothing.
    """
    if not 1 <= scale <= COUNTIES:
        raise ValueError(f"scale must be between 1 and {COUNTIES}, not {scale}")
    if not 1 <= quieter <= QUIETEST:
        raise ValueError(f"quieter must be between 1 and {QUIETEST}, not {quieter}")
    if raw.resolve() in truth.resolve().parents:
        raise ValueError(f"the truth must not be among the deliveries:  choose a file outside {raw}")
    counties, post = Counties(seed, scale, quieter), Post(raw, lost)
    with Truth(truth) as file:
        for agency in AGENCIES:
            agency.write(counties, post, file)


__all__ = ["write_sample"]
