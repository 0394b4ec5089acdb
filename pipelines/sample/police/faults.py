"""Rows and cells of a police delivery that cannot be read.

Here: faults for which the contract's rules reject a row or lose a cell (docs/contracts/README.md, "Verdicts").
Not here: which offences may be spoilt without harm to the figures (editions.py), untidiness that can be read
(writing/mess.py).
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from pipelines.sample.county.chance import Stream
from pipelines.sample.county.offence_refs import REFS_A_MONTH
from pipelines.sample.police.editions import Edition

WARNINGS = 6  # unreadable optional cells in each table
#: The different values in a second row for an offence. No other row has them, or the two rows might be the same.
CONTRADICTION = {"offence_title": "Other theft", "premises_type": "Sports ground"}


@dataclass(frozen=True)
class Sending:
    """What a row is judged by: the day the delivery was prepared, its window, and whether it is its months' first."""

    made: date
    recorded_from: date
    is_first: bool


def offence_faults(rows: pd.DataFrame, edition: Edition, sending: Sending, rng: Stream) -> pd.DataFrame:
    """Spoil the edition's rows, each in a different way, and a few optional cells of offences that are not hate."""
    rows = rows.copy()
    faults: list[dict[str, str]] = [
        {"recorded_date": "31/02/2016"},
        {"district": ""},
        {"recorded_date": f"{sending.made + timedelta(days=20):%d/%m/%Y}"},
        {"offence_title": "", "recorded_date": "2016-13-05"},
        {"recorded_date": f"{sending.recorded_from - timedelta(days=40):%Y-%m-%d}"},
    ]
    if sending.is_first:  # a later sending with an unreadable key could withdraw nothing
        faults.append({"offence_ref": "not known"})
        faults.append({"record_type": "n/a", "offence_ref": ""})
    row_of = dict(zip(rows.offence_ref, rows.index, strict=True))
    begin = sending.made.month
    conflicting = []
    for nth, ref in enumerate(edition.spoilt):
        if nth == 0:
            conflicting.append(rows.loc[row_of[ref]].to_dict() | CONTRADICTION)
            continue
        for column, cell in faults[(begin + nth) % len(faults)].items():
            rows.loc[row_of[ref], column] = cell
    offences = edition.records.offences
    safe = np.flatnonzero(~offences.is_hate & ~offences.offence_ref.isin(edition.spoilt))
    lost = [
        ("committed_from", f"{sending.made - timedelta(days=1):%Y-%m-%d}"),
        ("committed_from", "early hours"),
        ("committed_to", "01/04/2009"),
        ("committed_to", "30/02/2017"),
    ]
    for nth, at in enumerate(rng.some(safe, WARNINGS)):
        column, cell = lost[nth % len(lost)]
        rows.loc[at, column] = cell
    return pd.concat([rows, pd.DataFrame(conflicting, columns=rows.columns)], ignore_index=True)


def marker_faults(rows: pd.DataFrame, edition: Edition, sending: Sending, rng: Stream) -> pd.DataFrame:
    """Add markers with no offence, with no code, or twice with different dates; and codes that no list knows."""
    unmarked = _refs_of_others(edition)[lambda refs: ~refs.isin(rows.offence_ref)]
    strange, twice, bare, dated = rng.some(unmarked.to_numpy(object), 4)
    day, later = ((sending.made - timedelta(days=days)).isoformat() for days in (2, 1))
    added = [
        (_not_sent(twice), "AL", day),
        (strange, "DV", day),
        (twice, "VA", day),
        (twice, "VA", later),
        (dated, "CY", "soon"),
    ]
    if sending.is_first:
        added.append((bare, "", day))
    return pd.concat([rows, pd.DataFrame(added, columns=rows.columns)], ignore_index=True)


def victim_faults(rows: pd.DataFrame, edition: Edition, sending: Sending, rng: Stream) -> pd.DataFrame:
    """Add victims with no offence, with no number, or twice with different names; and lose some cells."""
    rows = rows.copy()
    others = _refs_of_others(edition)
    safe = rows.index[rows.offence_ref.isin(others)].to_numpy()
    lost = ["00/00/1985", "07/11/1889", f"{sending.made + timedelta(days=300):%d/%m/%Y}", "about 40"]
    for nth, at in enumerate(rng.some(safe, WARNINGS)):
        rows.loc[at, "date_of_birth"] = lost[nth % len(lost)]
    one, two, three = (rows.loc[at].to_dict() for at in rng.some(safe, 3))
    added = [
        one | {"offence_ref": _not_sent(one["offence_ref"])},
        two | {"victim_no": "9"},
        two | {"victim_no": "9", "forename": "Unknown", "date_of_birth": ""},
    ]
    if sending.is_first:
        added += [three | {"victim_no": ""}, three | {"victim_no": "first"}]
    return pd.concat([rows, pd.DataFrame(added)], ignore_index=True)


def _not_sent(ref: str) -> str:
    """Return the last reference in a reference's month, which no offence has."""
    prefix, serial, year = ref.split("/")
    return f"{prefix}/{(int(serial) // REFS_A_MONTH + 1) * REFS_A_MONTH - 1}/{year}"


def _refs_of_others(edition: Edition) -> pd.Series:
    """Return the references of offences that are not hate and not spoilt."""
    offences = edition.records.offences
    return offences.offence_ref[~offences.is_hate & ~offences.offence_ref.isin(edition.spoilt)]
