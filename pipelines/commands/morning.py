"""What an engineer needs to know in the morning, for a terminal or a log.

Here: how the ledger and the releases are shown. No cell of a delivery is ever shown.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from rich.table import Table
from rich.text import Text

from pipelines.build.warehouse import Warehouse
from pipelines.landing.drift import Finding
from pipelines.landing.ledger import Entry
from pipelines.landing.rejected import rejected_path
from pipelines.release.releases import Release

_COUNTS = {
    "rows_sent": "Sent",
    "rows_accepted": "Accepted",
    "rows_duplicate": "Duplicate",
    "rows_rejected": "Rejected",
    "warnings": "Warnings",
}


_LINES_SHOWN = 20


def deliveries_table(title: str, entries: Sequence[Entry], agencies: Mapping[str, str]) -> Table:
    """Return a table of deliveries: a row for each agency and verdict, with counts of rows.

    Args:
        title: What the entries have in common.
        entries: Entries of the ledger.
        agencies: The agencies' titles by stem; an agency without an entry has a row that says so.
    """
    table = Table(title=title, title_justify="left", title_style="bold", pad_edge=False, box=None)
    table.add_column("Agency")
    table.add_column("Deliveries", min_width=len("2017-10-03"))
    table.add_column("Verdict", min_width=len("refused"))
    for name in _COUNTS.values():
        table.add_column(name, justify="right")
    by_verdict = sorted(entries, key=lambda entry: (entry.agency, entry.status, entry.delivery_date))
    for (agency, status), group in groupby(by_verdict, key=lambda entry: (entry.agency, entry.status)):
        own = list(group)
        counts = (f"{sum(getattr(entry, column) for entry in own):,}" for column in _COUNTS)
        style = "bold red" if status == "refused" else ""
        table.add_row(agencies.get(agency, agency), _days(own), Text(status, style), *counts)
    for agency in sorted(set(agencies) - {entry.agency for entry in entries}):
        table.add_row(agencies[agency], "none", *[""] * (1 + len(_COUNTS)))
    return table


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


def left(waiting: Sequence[str], strays: Sequence[str]) -> Iterator[Text]:
    """Yield the files under `raw/` that were not read: those still being written, and those that no agency sent."""
    yield from listed("Still being written, so left for the next run", waiting)
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
    books = sum(name.startswith("extracts/") and name.endswith(".xlsx") for name in release.manifest["files"])
    return Text(f"{said} {release.release_id}: {release.database}, with {books} partners' workbooks beside it.")


def releases_table(releases: Sequence[Release], current: str) -> Table:
    """Return a table of releases, newest first, with the one whose id is `current` marked."""
    table = Table(pad_edge=False, box=None)
    for name in ("Release", "Current", "Newest deliveries", "Refused"):
        table.add_column(name)
    for release in releases:
        loaded = [each for each in release.manifest["deliveries"] if each["status"] == "loaded"]
        newest: dict[str, str] = {}
        for each in loaded:
            newest[each["agency"]] = max(each["delivery_date"], newest.get(each["agency"], ""))
        refused = sorted({f"{each['agency']} {each['delivery_date']}" for each in release.manifest["refused"]})
        table.add_row(
            release.release_id,
            "yes" if release.release_id == current else "",
            ", ".join(f"{agency} {day}" for agency, day in sorted(newest.items())),
            ", ".join(refused),
        )
    return table


def _days(entries: Sequence[Entry]) -> str:
    days = sorted({entry.delivery_date for entry in entries})
    return str(days[0]) if len(days) == 1 else f"{len(days)}, {days[0]} to {days[-1]}"
