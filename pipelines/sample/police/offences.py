"""The police's records for one month once everything is put right.

Here: every offence recorded in a month, hate or not, with its markers, as typed values. Not here: its victims
(victims.py), what a delivery gets wrong (editions.py), how cells are written (cells.py).
"""

from datetime import date

import numpy as np
import pandas as pd

from pipelines.sample.county.chance import Objects, Stream, Weighted
from pipelines.sample.county.counties import County
from pipelines.sample.county.districts import CRIME
from pipelines.sample.county.hate_records import COMMITTED_FROM_MISSING, DAYS_TO_REPORT
from pipelines.sample.county.months import first_of_next, last_of
from pipelines.sample.county.offence_refs import offence_ref
from pipelines.sample.county.targets import MONTHS
from pipelines.sample.police import crime_mix

JSNA_AREA_MISSING = 30  # of a thousand
CODE_MISSING = 15
COMMITTED_TO_MISSING = 350
DAYS_IT_LASTED = Weighted({0: 84, 1: 10, 2: 2, 7: 2, 30: 1, 90: 1})
DAYS_TO_MARK = Weighted({-1: 1, 0: 55, 1: 25, 2: 10, 4: 6, 9: 3})
ADDED_DATE_MISSING = 20

#: Incident numbers for offences that are not hate begin here, separate from those of hate incidents.
FIRST_OTHER_INCIDENT = 1_000_000


def sent_first(month: date) -> date:
    """Return the day a month's records are first sent: the 3rd of the next (docs/contracts/police.md)."""
    return first_of_next(month).replace(day=3)


def month_offences(county: County, at: int) -> pd.DataFrame:
    """Return the offences of the month at a position in MONTHS, in order of reference.

    One row for each offence: the contract's columns typed (district is a code, None and NaT if missing), and
    incident_no, is_hate, record (row of `county.records`, -1 if not hate).
    """
    rng = Stream(county.seed, county.number, "offences", at)
    hate = county.records[county.records.month == at]
    hate = hate.assign(record=hate.index, is_hate=True, jsna_area=hate.jsna_area.replace("", None))
    other = _other_offences(county, at, np.setdiff1d(np.arange(county.totals[at]), hate.position), rng)
    columns = [*other.columns]
    both = pd.concat([hate[columns], other]).sort_values("position", ignore_index=True)
    size = len(both)
    lasted = DAYS_IT_LASTED.draw(rng, size).astype("timedelta64[D]")
    ended = np.minimum(both.committed_from + lasted, both.recorded_date)
    both["committed_to"] = ended.mask(rng.happens(COMMITTED_TO_MISSING, size))
    code = both.offence_title.map(county.lists.lookup("offence_category", "offence_category", "ho_offence_code"))
    both["ho_offence_code"] = code.mask(rng.happens(CODE_MISSING, size), None)
    hate_too = both.is_hate.to_numpy()
    both["premises_type"] = _either(hate_too, crime_mix.HATE_PREMISES, crime_mix.PREMISES, rng)
    both["reporting_channel"] = _either(hate_too, crime_mix.HATE_CHANNELS, crime_mix.CHANNELS, rng)
    # Records of one incident, one for each victim, have the same place and call.
    alike = ["premises_type", "reporting_channel"]
    both.loc[hate_too, alike] = both[hate_too].groupby("incident_no")[alike].transform("first")
    return both


def month_markers(county: County, at: int, offences: pd.DataFrame) -> pd.DataFrame:
    """Return the markers of a month's offences, one in each row: offence_ref, marker_code, added_date.

    Dates are for markers added before the month was first sent; later ones are in editions.py.
    """
    rng = Stream(county.seed, county.number, "markers", at)
    hands = county.records.markers.to_numpy()
    held = [
        (row, code) for row, record in enumerate(offences.record) if record >= 0 for code in hands[record].split(";")
    ]
    for code, per_thousand in crime_mix.CONTEXT_MARKERS.items():
        likely = np.where(offences.is_hate, crime_mix.HATE_CONTEXT_MARKERS[code], per_thousand)
        held += [(int(row), code) for row in np.flatnonzero(rng.below(1000, len(offences)) < likely)]
    held.sort(key=lambda pair: pair[0])
    markers = pd.DataFrame(held, columns=["row", "marker_code"])
    marked = offences.iloc[markers.row].reset_index(drop=True)
    added = marked.recorded_date + DAYS_TO_MARK.draw(rng, len(markers)).astype("timedelta64[D]")
    added = added.clip(upper=pd.Timestamp(sent_first(MONTHS[at])))
    missing = rng.happens(ADDED_DATE_MISSING, len(markers))
    return pd.DataFrame(
        {
            "offence_ref": marked.offence_ref,
            "marker_code": markers.marker_code,
            "added_date": added.mask(missing),
        }
    )


def _either(hate: Objects, of_hate: Weighted, of_others: Weighted, rng: Stream) -> Objects:
    return np.where(hate, of_hate.draw(rng, len(hate)), of_others.draw(rng, len(hate)))


def _other_offences(county: County, at: int, positions: Objects, rng: Stream) -> pd.DataFrame:
    month, size = MONTHS[at], len(positions)
    recorded = np.datetime64(month, "D") + np.sort(rng.below(last_of(month).day, size)).astype("timedelta64[D]")
    committed = pd.Series(recorded - DAYS_TO_REPORT.draw(rng, size).astype("timedelta64[D]"))
    district = CRIME.draw(rng, size)
    return pd.DataFrame(
        {
            "offence_ref": [offence_ref(county.number, month, position) for position in positions.tolist()],
            "position": positions,
            "recorded_date": recorded.astype("datetime64[s]"),
            "committed_from": committed.astype("datetime64[s]").mask(rng.happens(COMMITTED_FROM_MISSING, size)),
            "record_type": crime_mix.RECORD_TYPES.draw(rng, size),
            "offence_title": crime_mix.TITLES.draw(rng, size),
            "district": district,
            "jsna_area": _areas(district, county.lists.rows("jsna_area"), rng),
            "incident_no": FIRST_OTHER_INCIDENT + at * 10_000 + np.arange(size),
            "is_hate": False,
            "record": -1,
        }
    )


def _areas(district: Objects, listed: pd.DataFrame, rng: Stream) -> Objects:
    """Draw a listed JSNA area in each district, by population; none outside the county."""
    area = np.full(len(district), None, dtype=object)
    for code, areas in listed.groupby("district_code"):
        here = district == code
        area[here] = Weighted(dict(zip(areas.jsna_area, areas.population.astype(int), strict=True))).draw(
            rng, int(here.sum())
        )
    area[rng.happens(JSNA_AREA_MISSING, len(district))] = None
    return area
