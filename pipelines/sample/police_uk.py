"""data.police.uk's deliveries (contracts/police_uk.md).

Here: which downloads there are and which months each holds. Not here: what stands in a month's file
(police_uk_crimes.py). No person is in them and they are machine-made: nothing in them is to be rejected.
"""

from datetime import date
from pathlib import Path

from pipelines.sample.county import Counties
from pipelines.sample.police_uk_crimes import outcome_rows, street_rows
from pipelines.sample.targets import MONTHS
from pipelines.sample.truth import Truth
from pipelines.sample.writers import CsvFile, sent_at

#: By the day of download, the positions in MONTHS that are published for the first time, September 2016 to September
#: 2017, and those published again.
DOWNLOADS: dict[date, tuple[range, tuple[int, ...]]] = {
    date(2017, 1, 11): (range(17, 20), ()),
    date(2017, 4, 12): (range(20, 23), (19,)),
    date(2017, 7, 12): (range(23, 26), ()),
    date(2017, 11, 8): (range(26, 30), (24, 25)),
}
#: One download also holds the outcomes of a month, which nobody asked for.
WITH_OUTCOMES, OUTCOMES = 23, 40


def write(counties: Counties, raw: Path, truth: Truth) -> None:  # noqa: ARG001 (it knows of no person or record)
    """Write data.police.uk's deliveries under `raw/police_uk/`."""
    for sent, (first, again) in DOWNLOADS.items():
        folder = raw / "police_uk" / sent.isoformat()
        for at in (*again, *first):
            _write_month(counties, folder / f"{MONTHS[at]:%Y-%m}", at, is_again=at in again)
        sent_at(folder, sent)


def _write_month(counties: Counties, folder: Path, at: int, *, is_again: bool) -> None:
    name = f"{MONTHS[at]:%Y-%m}-warwickshire"
    months = (street_rows(counties.seed, number, at, is_again=is_again) for number in range(counties.scale))
    first = next(months)
    with CsvFile(folder / f"{name}-street.csv", [*first.columns]) as file:
        for rows in (first, *months):
            file.write(rows)
    if at == WITH_OUTCOMES:
        outcomes = outcome_rows(first, OUTCOMES)
        with CsvFile(folder / f"{name}-outcomes.csv", [*outcomes.columns]) as file:
            file.write(outcomes)
