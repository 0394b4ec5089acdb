"""The hate offences and hate crimed incidents that the police record.

Here: when and where each happened, its category and its markers, so that the report's figures come out. Not here: the
victims (victims.py), what a reference looks like (offence_refs.py), everything else that is recorded
(police/offences.py), how it is sent (police/deliveries.py).
"""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import pandas as pd

from pipelines.sample.county.chance import Integers, Stream, Weighted
from pipelines.sample.county.months import last_of
from pipelines.sample.county.offence_refs import offence_ref
from pipelines.sample.county.targets import (
    HATE_AREAS,
    HATE_CRIMED_INCIDENTS,
    HATE_MARKERS,
    HATE_OFFENCES,
    HATE_RECORDS,
    KEY_DATES,
    MONTHS,
    REPORT_YEAR,
)

MOTIVATIONS = ("RM", "HO", "PAC", "DA", "TI")
DAYS_TO_REPORT = Weighted({0: 52, 1: 18, 2: 8, 3: 5, 5: 4, 8: 4, 14: 3, 21: 2, 30: 2})
COMMITTED_FROM_MISSING = 80  # of a thousand
SAME_INCIDENT = 70  # of a thousand records: another victim of an incident already recorded, if there is one
AFTER_KEY_DATE = 14  # days affected by a key date


def deal_markers(offences: int, counts: dict[str, int]) -> list[str]:
    """Deal each marker to its number of offences, so that every offence gets at least one.

    Motivations are dealt forwards from the first offence, and reporters backwards from the last, which have no
    motivation.
    """
    hands: list[list[str]] = [[] for _ in range(offences)]
    motivations = [code for code in counts if code in MOTIVATIONS for _ in range(counts[code])]
    reporters = [code for code in counts if code not in MOTIVATIONS for _ in range(counts[code])]
    for at, code in enumerate(motivations):
        hands[at % offences].append(code)
    for at, code in enumerate(reporters):
        hands[-1 - at % offences].append(code)
    return [";".join(hand) for hand in hands]


def _report_year_kinds() -> pd.DataFrame:
    """Return the report's 785 records, one in each row: record_type, offence_title, markers."""
    rows = [
        (record_type, title, markers)
        for record_type, table in (("Offence", HATE_OFFENCES), ("Crimed incident", HATE_CRIMED_INCIDENTS))
        for title, (offences, counts) in table.items()
        for markers in deal_markers(offences, dict(zip(HATE_MARKERS, counts, strict=True)))
    ]
    return pd.DataFrame(rows, columns=["record_type", "offence_title", "markers"])


def _report_year_areas() -> pd.DataFrame:
    rows = [area for area, records in HATE_AREAS.items() for _ in range(records)]
    return pd.DataFrame(rows, columns=["district", "jsna_area"])


def _days(rng: Stream, month: date, size: int) -> Integers:
    """Draw days of a month, as days since 1970, with more in the fortnight after a key date."""
    weights = {}
    for day in (month + timedelta(days=at) for at in range(last_of(month).day)):
        stirred = any(key < day <= key + timedelta(days=AFTER_KEY_DATE) for key in KEY_DATES)
        weights[(day - date(1970, 1, 1)).days] = 5 if stirred else 2
    return Weighted(weights).draw(rng, size).astype(np.int64)


def hate_records(seed: int, county: int, totals: Sequence[int]) -> pd.DataFrame:
    """Return all hate records of a county, April 2015 to September 2017, in order of recording.

    One row for each record: offence_ref, month (position in MONTHS), recorded_date, committed_from (NaT if the
    record leaves it out), incident_date (the true date), record_type, offence_title, markers (with ";"
    between), district, jsna_area ('' where missing), incident_no. The report's year has exactly its
    figures (targets.py); the months around it are drawn from that year's records.

    Args:
        seed: settles everything that is drawn.
        county: the county's number.
        totals: how much is recorded in each month, hate or not, including the hate records.
    """
    rng = Stream(seed, county, "hate records")
    kinds, areas = _report_year_kinds(), _report_year_areas()
    of_year = pd.concat([frame.iloc[rng.order(len(frame))].reset_index(drop=True) for frame in (kinds, areas)], axis=1)
    before, after = sum(HATE_RECORDS[: REPORT_YEAR.start]), sum(HATE_RECORDS[REPORT_YEAR.stop :])
    around = of_year.iloc[rng.below(len(of_year), before + after)]
    records = pd.concat([around.iloc[:before], of_year, around.iloc[before:]], ignore_index=True)
    records["month"] = np.repeat(np.arange(len(MONTHS)), HATE_RECORDS)
    recorded = np.concatenate([np.sort(_days(rng, MONTHS[at], count)) for at, count in enumerate(HATE_RECORDS)])
    happened = recorded - DAYS_TO_REPORT.draw(rng, len(records)).astype(np.int64)
    records["recorded_date"] = recorded.astype("datetime64[D]").astype("datetime64[s]")
    records["incident_date"] = happened.astype("datetime64[D]").astype("datetime64[s]")
    records["incident_no"] = np.arange(1, len(records) + 1)
    positions = [np.sort(rng.some(np.arange(totals[at]), count)).tolist() for at, count in enumerate(HATE_RECORDS)]
    records["offence_ref"] = [
        offence_ref(county, MONTHS[at], position) for at, of_month in enumerate(positions) for position in of_month
    ]
    records["position"] = np.concatenate(positions)
    records = _join_incidents(records, rng)
    missing = rng.happens(COMMITTED_FROM_MISSING, len(records))
    records["committed_from"] = records.incident_date.mask(missing)
    return records


def _join_incidents(records: pd.DataFrame, rng: Stream) -> pd.DataFrame:
    """Give some records the incident of another with the same month, place and motive: crimes count by victim."""
    last: dict[tuple[int, str, str, str], int] = {}
    incident, happened = records.incident_no.tolist(), records.incident_date.tolist()
    joins = rng.happens(SAME_INCIDENT, len(records))
    motive = records.markers.map(lambda codes: ";".join(sorted(set(codes.split(";")) & set(MOTIVATIONS))))
    place = list(zip(records.month, records.district, records.jsna_area, motive, strict=True))
    for at, where in enumerate(place):
        if joins[at] and where in last:
            incident[at], happened[at] = incident[last[where]], happened[last[where]]
        last[where] = at
    return records.assign(incident_no=incident, incident_date=happened)
