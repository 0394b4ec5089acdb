"""A month of police records as first sent, and as corrected.

Here: which records change between one sending of a month and the next, and which rows a sending spoils. Not
here: what the records are (offences.py, victims.py), how rows are spoilt (faults.py), which
delivery holds which months (deliveries.py).

The rule that keeps the figures: the current records at the end are exactly `Month.right`. A month that is sent only
once is right. It only spoils second recordings, which have their own references and are never counted. A month that is
sent again may be wrong at first in any way. The rows that its second sending spoils were right the first time.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import pandas as pd

from pipelines.sample.county.chance import Integers, Stream, deal
from pipelines.sample.county.counties import County
from pipelines.sample.county.districts import NEIGHBOUR
from pipelines.sample.county.months import last_of
from pipelines.sample.county.offence_refs import offence_ref
from pipelines.sample.county.targets import HATE_MARKERS, MONTHS
from pipelines.sample.police.offences import month_markers, month_offences, sent_first
from pipelines.sample.police.tables import Records
from pipelines.sample.police.victims import month_victims

#: Day sent and positions in MONTHS of the deliveries that restate several months.
RESTATEMENTS = {
    date(2016, 4, 20): range(6, 12),
    date(2017, 1, 18): range(17, 21),
    date(2017, 9, 15): range(24, 29),
}
#: A month (position) whose records as first sent included some that were really recorded in another month.
MOVED = {8: 7, 19: 18, 28: 29}

#: How many records in a month have each fate: hate records, other records. No record has two. In months that are sent
#: only once, records are recorded twice, or put here at first by another month; nothing else happens to them.
FATES = {
    "recorded twice": (1, 6),
    "moved": (1, 1),
    "district corrected": (1, 5),
    "category corrected": (1, 4),
    "sent late": (1, 4),
    "marked late": (4, 90),
    "marked wrongly": (0, 6),
    "ethnicity sent late": (1, 8),
    "spoilt at first": (1, 5),
    "spoilt again": (1, 4),
}
WRONG_MARKERS = ("RM", "HV", "AL", "AL", "VA", "CY")


@dataclass(frozen=True)
class Edition:
    """A month's records in one sending; `spoilt` are the references whose rows will be made unreadable."""

    records: Records
    spoilt: list[str]


class Month:
    """One month in one county: the records that the police hold in the end, and those that they sent."""

    def __init__(self, county: County, at: int) -> None:
        self.county, self.at, self.first_day = county, at, MONTHS[at]
        self.restated = next((sent for sent, months in RESTATEMENTS.items() if at in months), None)

    @cached_property
    def right(self) -> Records:
        """The current records at the end; markers added after the first sending carry the date when they were added."""
        markers = self._markers.copy()
        if self.restated:
            first, rng = sent_first(self.first_day), self._stream("late markers")
            days = 1 + rng.below((self.restated - first).days, int(self._late.sum()))
            put_on = np.datetime64(first) + days.astype("timedelta64[D]")
            markers.loc[self._late, "added_date"] = put_on.astype("datetime64[s]")
        return Records(self._offences, markers, month_victims(self.county, self.at, self._offences))

    @cached_property
    def withdrawn(self) -> Records:
        """The records that were sent once and are not in the restatement."""
        return self._recorded_twice if self.restated else self.right.only([])

    def first_edition(self) -> Edition:
        """Return the month as first sent."""
        twice = self._recorded_twice
        if not self.restated:
            return Edition(self.right.plus(twice), twice.offences.offence_ref.tolist())
        sent = self._with_errors().without(self._refs("sent late")).plus(twice)
        if self.at in MOVED.values():
            sent = sent.without(self._refs("moved"))
        if self.at in MOVED:
            sent = sent.plus(self._moved_here())
        return Edition(sent, self._refs("spoilt at first"))

    def second_edition(self) -> Edition:
        """Return the month as sent again: right, except for some rows that were right the first time."""
        return Edition(self.right, self._refs("spoilt again"))

    def _stream(self, purpose: str) -> Stream:
        return Stream(self.county.seed, self.county.number, purpose, self.at)

    @cached_property
    def _offences(self) -> pd.DataFrame:
        return month_offences(self.county, self.at)

    @cached_property
    def _markers(self) -> pd.DataFrame:
        return month_markers(self.county, self.at, self._offences)

    @cached_property
    def _fates(self) -> dict[str, Integers]:
        """The rows of the month's offences with each fate."""
        rng, is_hate = self._stream("fates"), self._offences.is_hate.to_numpy(bool)
        return deal(FATES, (np.flatnonzero(is_hate), np.flatnonzero(~is_hate)), rng)

    def _refs(self, fate: str) -> list[str]:
        return self._offences.offence_ref.iloc[self._fates[fate]].tolist()

    @cached_property
    def _late(self) -> pd.Series:
        """Which markers were added after the first sending: hate markers of hate records, any marker of others."""
        marked_late = self._offences.iloc[self._fates["marked late"]]
        hate, other = (marked_late.offence_ref[marked_late.is_hate == is_hate] for is_hate in (True, False))
        of_hate = self._markers.offence_ref.isin(hate) & self._markers.marker_code.isin(HATE_MARKERS)
        return of_hate | self._markers.offence_ref.isin(other)

    @cached_property
    def _recorded_twice(self) -> Records:
        """Second recordings of some of the month's incidents, with their own references."""
        refs = self._refs("recorded twice")
        number, total = self.county.number, self.county.totals[self.at]
        own = [offence_ref(number, self.first_day, total + nth) for nth in range(len(refs))]
        once, new = self.right.only(refs), dict(zip(refs, own, strict=True))
        frames = (once.offences, once.markers, once.victims)
        return Records(*(frame.assign(offence_ref=frame.offence_ref.map(new)) for frame in frames))

    def _with_errors(self) -> Records:
        """Return the records as first sent, with values that were wrong or not yet known."""
        offences, victims = self.right.offences.copy(), self.right.victims.copy()
        rows = self._fates["district corrected"]
        offences.loc[rows, "district"] = offences.district.iloc[rows].map(NEIGHBOUR)
        offences.loc[rows, "jsna_area"] = None
        rows = self._fates["category corrected"]
        borrowed = self._fates["marked late"][: len(rows)]
        for column in ("offence_title", "ho_offence_code"):
            offences.loc[rows, column] = offences[column].iloc[borrowed].to_numpy()
        victims.loc[victims.offence_ref.isin(self._refs("ethnicity sent late")), "ethnicity"] = None
        wrongly = offences.iloc[self._fates["marked wrongly"]]
        extra = wrongly[["offence_ref"]].assign(marker_code=WRONG_MARKERS, added_date=wrongly.recorded_date)
        markers = pd.concat([self.right.markers[~self._late], extra])
        return Records(offences, markers.drop_duplicates(["offence_ref", "marker_code"], ignore_index=True), victims)

    def _moved_here(self) -> Records:
        """Return another month's records that were first thought to be recorded in this month."""
        true_month = Month(self.county, MOVED[self.at])
        moved = true_month.right.only(true_month._refs("moved"))
        is_later = true_month.at > self.at
        day = pd.Timestamp(last_of(self.first_day) if is_later else self.first_day)
        offences = moved.offences.assign(recorded_date=day)
        for column in ("committed_from", "committed_to"):
            offences[column] = offences[column].mask(offences[column] > day, day)
        return Records(offences, moved.markers.assign(added_date=day), moved.victims)
