"""The synthetic county: deliveries that follow the contracts, about people who do not exist.

Here: `write_sample`, and behind it one module for each agency over what agencies share (county.py: people,
hate incidents, what is recorded). Not here: anything that reads deliveries. Its figures, once loaded, are
those of the 2017 report (targets.py). Nothing in it is about any real person, incident or place of residence.
"""

from pathlib import Path

from pipelines.sample import equip, police, police_uk, report_hate_now, schools, victim_support, victim_survey
from pipelines.sample.county import Counties
from pipelines.sample.hate_records import COUNTIES
from pipelines.sample.truth import Truth

AGENCIES = (police, victim_support, equip, report_hate_now, schools, victim_survey, police_uk)


def write_sample(raw: Path, truth: Path, *, scale: int = 1, seed: int = 2017) -> None:
    """Write synthetic deliveries, April 2015 to September 2017, and what is true behind them.

    Args:
        raw: folder to write `<agency>/<YYYY-MM-DD>/` into; what else it holds is left alone.
        truth: file to write the truth to (truth.py says what it holds); it must not lie in `raw`.
        scale: how many times as busy the county is; every figure is multiplied by it.
        seed: deliveries are the same, byte for byte, for the same seed and scale.
    """
    if not 1 <= scale <= COUNTIES:
        raise ValueError(f"scale must be between 1 and {COUNTIES}, not {scale}")
    if raw.resolve() in truth.resolve().parents:
        raise ValueError(f"the truth must not lie among the deliveries: choose a file outside {raw}")
    counties = Counties(seed, scale)
    with Truth(truth) as file:
        for agency in AGENCIES:
            agency.write(counties, raw, file)


__all__ = ["write_sample"]
