"""Warwickshire Police's deliveries (docs/contracts/police.md).

Here: which deliveries the force sends, what each holds and how each is written. Not here: what it records
(offences.py), what it gets wrong (editions.py, faults.py).
"""

from collections.abc import Collection
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from pipelines.sample.county.chance import Stream
from pipelines.sample.county.counties import Counties, County
from pipelines.sample.county.months import last_of
from pipelines.sample.county.targets import MONTHS
from pipelines.sample.police.cells import Style, marker_cells, offence_cells, victim_cells
from pipelines.sample.police.editions import MOVED, RESTATEMENTS, Month
from pipelines.sample.police.faults import Sending, marker_faults, offence_faults, victim_faults
from pipelines.sample.police.offences import sent_first
from pipelines.sample.police.row_outcomes import held_by_table
from pipelines.sample.police.tables import Records
from pipelines.sample.truth.files import Truth
from pipelines.sample.writing.files import CsvFile, send, write_json
from pipelines.sample.writing.mess import repeated
from pipelines.sample.writing.post import Post

CELLS = {"offences.csv": offence_cells, "markers.csv": marker_cells, "victims.csv": victim_cells}
FAULTS = {"offences.csv": offence_faults, "markers.csv": marker_faults, "victims.csv": victim_faults}
REPEATED = {"offences.csv": 3, "markers.csv": 2, "victims.csv": 3}  # rows sent twice

#: Cut short on the way: it has fewer victims than its manifest says, so it is refused; and the day it arrived complete.
CUT_SHORT, CAME_WHOLE = date(2017, 3, 3), date(2017, 3, 7)

#: Deliveries that are written differently from the others.
STYLES = {
    date(2015, 5, 3): Style(line_end="\r\n"),
    date(2015, 6, 3): Style(encoding="utf-8-sig"),
    date(2015, 7, 3): Style(encoding="cp1252", line_end="\r\n", dates="slashes"),
    date(2015, 8, 3): Style(file_names={"offences.csv": "Offences.CSV", "victims.csv": "VICTIMS.csv"}),
    date(2015, 9, 3): Style(extra_column="Beat code"),
    date(2015, 10, 3): Style(headers="capitals"),
    date(2015, 12, 3): Style(dates="short", sex_in_letters=True),
    date(2016, 2, 3): Style(headers="words", dates="slashes"),
    date(2016, 4, 3): Style(dates="timed", line_end="\r\n"),
    date(2016, 4, 20): Style(encoding="utf-8-sig", ethnicity_in_codes=True),
    date(2016, 6, 3): Style(ethnicity_in_codes=True, sex_in_letters=True),
    date(2016, 7, 3): Style(dates="words", ethnicity_in_codes=True),
    date(2016, 9, 3): Style(encoding="cp1252", ethnicity_in_codes=True),
    date(2016, 11, 3): Style(headers="untidy", extra_column="OIC shoulder number"),
    date(2017, 1, 18): Style(line_end="\r\n", sex_in_letters=True),
    date(2017, 3, 7): Style(encoding="utf-8-sig", line_end="\r\n"),
    date(2017, 5, 3): Style(dates="slashes", extra_column="Beat code"),
    date(2017, 6, 3): Style(encoding="cp1252", dates="timed"),
    date(2017, 8, 3): Style(headers="words", ethnicity_in_codes=True),
}


@dataclass(frozen=True)
class Delivery:
    """A delivery from the force: the day it was sent, and the positions in MONTHS that it states."""

    sent: date
    months: range

    @property
    def made(self) -> date:
        """The day it was prepared: if it arrived complete later, the day it first came."""
        return CUT_SHORT if self.sent == CAME_WHOLE else self.sent

    @property
    def window(self) -> tuple[date, date]:
        """The first and last day it states."""
        return MONTHS[self.months[0]], last_of(MONTHS[self.months[-1]])

    @property
    def style(self) -> Style:
        """How it is written."""
        return STYLES.get(self.sent, Style())

    @property
    def is_cut_short(self) -> bool:
        """Whether rows are missing, so that it is refused."""
        return self.sent == CUT_SHORT

    @property
    def is_first(self) -> bool:
        """Whether it is the first to state its months."""
        return self.sent not in RESTATEMENTS


def deliveries() -> list[Delivery]:
    """Return all deliveries, oldest first."""
    monthly = [Delivery(sent_first(month), range(at, at + 1)) for at, month in enumerate(MONTHS)]
    again = [Delivery(sent, months) for sent, months in RESTATEMENTS.items()]
    whole = [Delivery(CAME_WHOLE, sent.months) for sent in monthly if sent.sent == CUT_SHORT]
    return sorted(monthly + again + whole, key=lambda delivery: delivery.sent)


#: The delivery that decides each month (position in MONTHS): the last that states it.
SETTLED_BY = {at: delivery for delivery in deliveries() for at in delivery.months}


def write(counties: Counties, post: Post, truth: Truth) -> None:
    """Write the force's deliveries, and the truth about its records for months with any delivery."""
    folders = {delivery: post.folder("police", delivery.sent) for delivery in deliveries()}
    sent = {at for delivery, folder in folders.items() if folder is not None for at in delivery.months}
    came = sent | {MOVED[at] for at in sent if at in MOVED}
    for delivery, folder in folders.items():
        _write_delivery(delivery, counties, folder, truth, came)


class _Files:
    """A delivery's files, open for writing as long as a stack is; `counted` is how many rows each should hold."""

    def __init__(self, delivery: Delivery, folder: Path, stack: ExitStack) -> None:
        self._delivery, self._folder, self._stack = delivery, folder, stack
        self._open: dict[str, CsvFile] = {}
        self.counted = dict.fromkeys(CELLS, 0)

    def write(self, name: str, rows: pd.DataFrame) -> None:
        """Add rows to a file."""
        style = self._delivery.style
        if name not in self._open:
            path = self._folder / style.file_names.get(name, name)
            columns = [style.header(column) for column in rows.columns]
            self._open[name] = self._stack.enter_context(CsvFile(path, columns, style.encoding, style.line_end))
        self.counted[name] += len(rows)
        cut = self._delivery.is_cut_short and name == "victims.csv"
        self._open[name].write(rows.iloc[: len(rows) * 3 // 5] if cut else rows)


def _write_delivery(
    delivery: Delivery, counties: Counties, folder: Path | None, truth: Truth, came: Collection[int]
) -> None:
    """Write one delivery unless it has no folder; write a month's truth with the delivery that decides it."""
    with ExitStack() as stack:
        files = _Files(delivery, folder, stack) if folder is not None else None
        for month in (Month(county, at) for county in counties for at in delivery.months if at in came):
            if files is not None:
                _write_month(month, delivery, files, truth)
            if SETTLED_BY[month.at] == delivery:
                _add_truth(truth, month.county, month.right, True)
                _add_truth(truth, month.county, month.withdrawn, False)
    if folder is not None and files is not None:
        first, last = delivery.window
        manifest = {"recorded_from": first.isoformat(), "recorded_to": last.isoformat(), "rows": files.counted}
        write_json(folder / "manifest.json", manifest)
        send(folder, delivery.sent)
        truth.sent("police", delivery.sent, delivery.window, is_refused=delivery.is_cut_short)


def _write_month(month: Month, delivery: Delivery, files: _Files, truth: Truth) -> None:
    """Write a delivery's rows for one month of one county."""
    edition = month.first_edition() if delivery.is_first else month.second_edition()
    sending = Sending(delivery.made, delivery.window[0], delivery.is_first)
    cells, faulty = {}, {}
    for name, write_cells in CELLS.items():
        rng = Stream(month.county.seed, month.county.number, "cells", name, month.at, int(sending.is_first))
        cells[name] = write_cells(edition.records, delivery.style, month.county.lists, rng)
        faulty[name] = rows = FAULTS[name](cells[name], edition, sending, rng)
        if delivery.style.extra_column and name == "offences.csv":
            rows = rows.assign(**{delivery.style.extra_column: _beats(rng, len(rows))})
        files.write(name, repeated(rows, rng, REPEATED[name]))
    if not delivery.is_cut_short:
        for table, held in held_by_table(edition.records, cells, faulty).items():
            truth.held("police", table, delivery.sent, held)


def _beats(rng: Stream, size: int) -> list[str]:
    return [f"{beat:03d}" for beat in rng.below(400, size).tolist()]


def _add_truth(truth: Truth, county: County, records: Records, is_in_force: bool) -> None:
    offences = records.offences.rename(columns={"offence_ref": "record_ref", "district": "district_code"})
    offences = county.numbered(offences)
    truth.add("police", "offences", offences, in_force=is_in_force)
    victims = county.numbered(records.victims.rename(columns={"offence_ref": "record_ref"}))
    kept = ["record_ref", "incident_no", "recorded_date", "district_code", "is_hate"]
    victims = victims[["record_ref", "victim_no", "person_no"]].merge(offences[kept], on="record_ref", how="left")
    truth.add("police", "victims", victims, in_force=is_in_force)
