"""The deliveries from reporthatenow.com (docs/contracts/report_hate_now.md).

Here: which files the site sends, what each holds and what it gets wrong. Not here: which reports there are
(records.py), how they are written (cells.py), which faults there are (faults.py).

The next week's file corrects a report that a week's file spoils. A report that was wrong at first is sent again two
weeks later. So all reports are current and right at the end.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

import pandas as pd

from pipelines.sample.county.chance import Stream
from pipelines.sample.county.counties import Counties, County
from pipelines.sample.county.districts import NEIGHBOUR
from pipelines.sample.county.targets import ONLINE_FROM, ONLINE_REPORTS
from pipelines.sample.report_hate_now.cells import Report, Style, line_of, typed_reports
from pipelines.sample.report_hate_now.faults import (
    LOST,
    as_one_list,
    cut_short,
    in_a_list,
    told_twice,
    with_lost_value,
    without_place_and_day,
)
from pipelines.sample.truth.files import Truth
from pipelines.sample.writing.files import send, write_lines
from pipelines.sample.writing.post import Post

#: Sent as one JSON list and not line by line, so it is refused; and the day it was corrected.
WRONG_EXPORT, CAME_RIGHT = date(2017, 7, 17), date(2017, 7, 19)

#: How one report in a week (its position) is spoilt. Only in weeks with ten lines or more: with fewer, one rejected
#: line would be more than a tenth, and the delivery would be refused.
SPOILT = {3: cut_short, 5: told_twice, 6: without_place_and_day, 7: in_a_list}
KEY_READABLE = (told_twice, without_place_and_day)
CORRECTED, CORRECTED_AFTER = 6, 2  # reports, and the weeks until they are corrected
REPEATED_EVERY = 3  # weeks: a line sent twice

STYLES = {
    date(2017, 5, 15): Style(encoding="utf-8-sig"),
    date(2017, 6, 12): Style(line_end="\r\n", extra_key="how_heard"),
    date(2017, 6, 19): Style(escaped=True),
    date(2017, 6, 26): Style(nulls_left_out=True),
    date(2017, 7, 10): Style(joined_keys=True),
    date(2017, 7, 24): Style(joined_keys=True),
    date(2017, 7, 31): Style(joined_keys=True),
    date(2017, 8, 7): Style(joined_keys=True, nulls_left_out=True, extra_key="how_heard"),
    date(2017, 8, 14): Style(joined_keys=True),
    date(2017, 8, 28): Style(encoding="utf-8-sig", line_end="\r\n"),
    date(2017, 9, 11): Style(escaped=True, extra_key="device"),
}


@dataclass(frozen=True)
class Delivery:
    """A file: the day it was sent, and the week (its position) that it covers."""

    sent: date
    week: int


def deliveries() -> list[Delivery]:
    """Return all deliveries, oldest first: on the Monday after each week."""
    found = []
    for week in range(len(ONLINE_REPORTS)):
        sent = ONLINE_FROM + timedelta(days=7 * (week + 1))
        found.append(Delivery(sent, week))
        if sent == WRONG_EXPORT:
            found.append(Delivery(CAME_RIGHT, week))
    return found


@dataclass(frozen=True)
class _Fates:
    """What happens to a county's reports, by report_id.

    Which report is spoilt in which week, which are wrong when first sent, and which lose which value.
    """

    spoilt: dict[int, str]
    corrected: set[str]
    lost: dict[str, Report]

    def sent(self, reports: pd.DataFrame, week: int) -> tuple[list[str], pd.DataFrame]:
        """Return a week's reports that are not spoilt: the report_id of those sent again, and the new ones."""
        late = reports[reports.week == week - CORRECTED_AFTER].report_id
        again = [*late[late.isin(self.corrected)], *(spoilt for of, spoilt in self.spoilt.items() if of == week - 1)]
        return again, reports[(reports.week == week) & (reports.report_id != self.spoilt.get(week))]


def write(counties: Counties, post: Post, truth: Truth) -> None:
    """Write the site's deliveries, and the truth about its reports."""
    lines: dict[Delivery, list[str]] = {delivery: [] for delivery in deliveries()}
    for county in counties:
        reports, typed = typed_reports(county)
        rng = Stream(county.seed, county.number, "online fates")
        fates = _fates(reports, rng)
        typed |= {report_id: with_lost_value(typed[report_id], value) for report_id, value in fates.lost.items()}
        for delivery in lines:
            lines[delivery] += _lines(delivery, county, reports, typed, fates)
            if post.folder("report_hate_now", delivery.sent) is not None and delivery.sent != WRONG_EXPORT:
                truth.held("report_hate_now", "reports", delivery.sent, _held(reports, fates, delivery.week))
        records = reports.rename(
            columns={"report_id": "record_ref", "submitted": "recorded_date", "district": "district_code"}
        )
        truth.add("report_hate_now", "reports", county.numbered(records).assign(is_hate=True), in_force=True)
    for delivery, of_file in lines.items():
        folder = post.folder("report_hate_now", delivery.sent)
        if folder is None:
            continue
        truth.sent("report_hate_now", delivery.sent, is_refused=delivery.sent == WRONG_EXPORT)
        style = STYLES.get(delivery.sent, Style())
        write_lines(folder / "reports.jsonl", of_file, style.encoding, style.line_end)
        send(folder, delivery.sent)


def _fates(reports: pd.DataFrame, rng: Stream) -> _Fates:
    spoilt = {week: rng.one(reports.report_id[reports.week == week].tolist()) for week in SPOILT}
    early = reports[(reports.week < len(ONLINE_REPORTS) - CORRECTED_AFTER) & ~reports.report_id.isin(spoilt.values())]
    corrected = set(rng.some(early.report_id.to_numpy(object), CORRECTED))
    # Reports that lose a value have a contact, and nothing else happens to them.
    free = reports[reports.has_contact & ~reports.report_id.isin([*spoilt.values(), *corrected])]
    losing = rng.some(free.report_id.to_numpy(object), len(LOST))
    return _Fates(spoilt, corrected, dict(zip(losing, LOST, strict=True)))


def _lines(
    delivery: Delivery, county: County, reports: pd.DataFrame, typed: dict[str, Report], fates: _Fates
) -> list[str]:
    """Return one county's lines in one file."""
    week = delivery.week
    rng = Stream(county.seed, county.number, "online lines", week)
    line = partial(line_of, style=STYLES.get(delivery.sent, Style()), rng=rng)
    again, new = fates.sent(reports, week)
    sent = [typed[report_id] for report_id in again]
    for report_id, district in zip(new.report_id, new.district, strict=True):
        wrong = {"district": county.lists.district_names[NEIGHBOUR[district]], "police_ref": None}
        sent.append(typed[report_id] | (wrong if report_id in fates.corrected else {}))
    if delivery.sent == WRONG_EXPORT:
        return as_one_list(sent)
    lines = [line(report) for report in sent]
    if week % REPEATED_EVERY == 0:
        lines.append(rng.one(lines))
    if week in SPOILT:
        lines += SPOILT[week](typed[fates.spoilt[week]], line)
    return lines


def _held(reports: pd.DataFrame, fates: _Fates, week: int) -> pd.DataFrame:
    """Return what the lines in a week's file say about their reports."""
    again, new = fates.sent(reports, week)
    sent = reports.set_index("report_id").loc[[*again, *new.report_id]].reset_index()
    wrong = sent.report_id.isin(fates.corrected) & (sent.week == week)
    loses = sent.report_id.map(lambda report_id: [*fates.lost.get(report_id, ())])
    held = pd.DataFrame(
        {
            "record_ref": sent.report_id,
            "is_sound": True,
            "recorded_date": sent.submitted,
            "district_code": sent.district.mask(wrong, sent.district.map(NEIGHBOUR)),
            "reporter": sent.reporter.str.capitalize().mask(loses.map(lambda keys: "reporter" in keys), "Unknown"),
            "cites": sent.police_ref.mask(wrong | loses.map(lambda keys: "police_ref" in keys)),
        }
    )
    if week not in SPOILT:
        return held
    ref = fates.spoilt[week] if SPOILT[week] in KEY_READABLE else ""
    return pd.concat([held, pd.DataFrame([{"record_ref": ref, "is_sound": False}])], ignore_index=True)
