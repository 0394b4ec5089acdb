"""What an engineer needs to know in the morning, for a terminal or a log.

Here: how the ledger and the releases are shown. No cell of a delivery is ever shown.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipelines.build.disk import Damaged
from pipelines.build.warehouse import Warehouse
from pipelines.landing.drift import Finding
from pipelines.landing.ledger import Entry
from pipelines.landing.rejected import rejected_path
from pipelines.landing.waiting import Wait
from pipelines.release.current import HeldBack
from pipelines.release.releases import EXTRACTS, Release

_COUNTS = {
    "rows_sent": "Sent",
    "rows_accepted": "Accepted",
    "rows_duplicate": "Duplicate",
    "rows_rejected": "Rejected",
    "warnings": "Warnings",
}

LISTS_NOT_LOADED = "Reference lists with a fault, so the last good ones are current"

_LINES_SHOWN = 20


def deliveries_table(title: str, entries: Sequence[Entry], agencies: Mapping[str, str], console: Console) -> Table:
    """Return a table of deliveries: a row for each agency and verdict, with counts of rows.

    Args:
        title: What the entries have in common.
        entries: Entries of the ledger.
        agencies: The agencies' titles by stem; an agency without an entry has a row that says so.
        console: Where it is printed. If it is too narrow, the days are below the agency, in one column.
    """
    rows = list(_delivery_rows(entries, agencies))
    wide = _table(title, ("Agency", "Deliveries"), gap=2)
    for agency, days, others in rows:
        wide.add_row(agency, days, *others)
    if wide.__rich_measure__(console, console.options.update_width(10_000)).maximum <= console.width:
        return wide
    narrow = _table(title, ("Agency, deliveries",), gap=1)
    for agency, days, others in rows:
        narrow.add_row(f"{agency}\n{days}", *others)
    return narrow


def _table(title: str, names: Sequence[str], gap: int) -> Table:
    """Return an empty table of deliveries, of which the first columns have these names."""
    table = Table(
        title=title, title_justify="left", title_style="bold", pad_edge=False, box=None, padding=(0, gap, 0, 0)
    )
    for name in names:
        table.add_column(name)
    table.add_column("Verdict", min_width=len("refused"))
    for name in _COUNTS.values():
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _delivery_rows(
    entries: Sequence[Entry], agencies: Mapping[str, str]
) -> Iterator[tuple[str, str, list[Text | str]]]:
    """Yield each row of a table of deliveries: the agency, the days, and the verdict with the counts."""
    by_verdict = sorted(entries, key=lambda entry: (entry.agency, entry.status, entry.delivery_date))
    for (agency, status), group in groupby(by_verdict, key=lambda entry: (entry.agency, entry.status)):
        own = list(group)
        counts = (f"{sum(getattr(entry, column) for entry in own):,}" for column in _COUNTS)
        style = "bold red" if status == "refused" else ""
        yield (agencies.get(agency, agency), _days(own), [Text(status, style), *counts])
    for agency in sorted(set(agencies) - {entry.agency for entry in entries}):
        yield (agencies[agency], "none", [""] * (1 + len(_COUNTS)))


def reasons(notable: Sequence[Entry], warehouse: Warehouse, agencies: Mapping[str, str]) -> Iterator[Text]:
    """Yield a plain sentence for each file that the ledger comments on, and which refused workbook to send back."""
    for heading, status in (("Refused", "refused"), ("Loaded with warnings", "loaded")):
        entries = [entry for entry in notable if entry.status == status]
        if entries:
            yield Text(heading, "bold")
        for entry in entries:
            workbook = rejected_path(warehouse, entry.agency, entry.delivery_date)
            send_back = f" Send back {workbook}." if status == "refused" and workbook.exists() else ""
            who = f"{agencies.get(entry.agency, entry.agency)}, {entry.delivery_date}"
            yield Text.assemble((f"{who}: {entry.file}: ", "bold"), f"{entry.reason}.{send_back}")


def rejected(newest: Sequence[Entry], warehouse: Warehouse, agencies: Mapping[str, str]) -> Iterator[Text]:
    """Yield the rejected rows of each agency's newest delivery, if it was loaded: what to send back."""
    lines = []
    for (agency, sent_on), group in groupby(newest, key=lambda entry: (entry.agency, entry.delivery_date)):
        own = [entry for entry in group if entry.status == "loaded"]
        rows, of_rows = sum(entry.rows_rejected for entry in own), sum(entry.rows_sent for entry in own)
        workbook = rejected_path(warehouse, agency, sent_on)
        if rows and workbook.exists():
            who = f"{agencies.get(agency, agency)}, {sent_on}"
            lines.append(f"{who}: {rows:,} of {of_rows:,} rows, in {workbook}")
    yield from listed("Rows to send back", lines)


def drift(
    found: Mapping[tuple[str, date], Sequence[Finding]], warehouse: Warehouse, agencies: Mapping[str, str]
) -> Iterator[Text]:
    """Yield what drifted in each agency's newest delivery, and where the values and headings are."""
    if found:
        yield Text("Drift in the newest deliveries", "bold")
    for (agency, sent_on), findings in found.items():
        workbook = rejected_path(warehouse, agency, sent_on)
        private = f" (values and headings: {workbook})" if workbook.exists() else ""
        yield Text.assemble((f"{agencies.get(agency, agency)}, {sent_on}", "bold"), private)
        yield from (Text(f"  {finding.table_name}: {finding.sentence}") for finding in findings)


def left(waiting: Sequence[Wait], strays: Sequence[str]) -> Iterator[Text]:
    """Yield what was not read under `raw/`: the deliveries that wait, and the files that no agency sent."""
    yield from listed("Waiting for over a day", [wait.sentence for wait in waiting if wait.is_long])
    yield from listed("Left for the next run", [wait.sentence for wait in waiting if not wait.is_long])
    yield from listed("Not read", strays)


def listed(heading: str, lines: Sequence[str]) -> Iterator[Text]:
    """Yield lines under a heading, if there are any; if there are very many, only the first."""
    if lines:
        yield Text(heading, "bold")
    yield from map(Text, lines[:_LINES_SHOWN])
    if len(lines) > _LINES_SHOWN:
        yield Text(f"... and {len(lines) - _LINES_SHOWN} more")


def release_text(said: str, release: Release) -> Text:
    """Return what is `said` about a release, and where its files are."""
    books = len(list(release.folder.glob(f"{EXTRACTS}/*/*.xlsx")))
    return Text(f"{said} {release.release_id}: {release.database}, with {books} partners' workbooks beside it.")


def notices(releases: Iterable[Release]) -> Iterator[Text]:
    """Yield the sentence that says some releases are synthetic, if any are. A damaged release says nothing."""
    found: dict[str, None] = {}
    for release in releases:
        with suppress(Damaged):
            found[release.notice] = None
    yield from (Text(notice, "bold") for notice in found if notice)


def rolled_back(rollback: HeldBack | None) -> Iterator[Text]:
    """Yield which release a rollback holds back, if it does, since when, and how to undo that."""
    if rollback is not None:
        yield Text(
            f"A rollback holds the newest release back, {rollback.release_id}, since {rollback.since.day} "
            f"{rollback.since:%B %Y %H:%M}. To make it current again, run hatecrime rollback {rollback.release_id}.",
            "bold red",
        )


def releases_table(releases: Sequence[Release], current: str) -> Table:
    """Return a table of releases, newest first, with the one whose id is `current` marked."""
    table = Table(pad_edge=False, box=None)
    for name in ("Release", "Current", "Newest deliveries", "Refused"):
        table.add_column(name)
    for release in releases:
        is_current = "yes" if release.release_id == current else ""
        try:
            deliveries, refusals = release.manifest["deliveries"], release.manifest["refused"]
        except Damaged:
            table.add_row(release.release_id, is_current, "damaged", "")
            continue
        loaded = [each for each in deliveries if each["status"] == "loaded"]
        newest: dict[str, str] = {}
        for each in loaded:
            newest[each["agency"]] = max(each["delivery_date"], newest.get(each["agency"], ""))
        refused = sorted({f"{each['agency']} {each['delivery_date']}" for each in refusals})
        table.add_row(
            f"{release.release_id}, SYNTHETIC" if release.notice else release.release_id,
            is_current,
            ", ".join(f"{agency} {day}" for agency, day in sorted(newest.items())),
            ", ".join(refused),
        )
    return table


def _days(entries: Sequence[Entry]) -> str:
    days = sorted({entry.delivery_date for entry in entries})
    return str(days[0]) if len(days) == 1 else f"{len(days)}, {days[0]} to {days[-1]}"
