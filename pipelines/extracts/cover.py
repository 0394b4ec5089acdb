"""What a workbook's cover says about the figures: what is missing, and what has changed.

Here: these sentences, made from the build. They name agencies, months and days of deliveries. They never name a file, a
cell, or why a delivery was refused. `workbook` decides where they go.

Changes are compared with the newest release, so there are none on the night after one. They therefore don't count as
part of what a workbook is made of. `extract` writes a workbook again only when its figures or gaps are different, and
then says what has changed. Otherwise the workbook stays as it was released, and so do its words.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

import duckdb

from pipelines.build.sql_file import SqlTable
from pipelines.build.statement import Statements
from pipelines.extracts.in_words import counted, joined, on_day, spoken_months
from pipelines.landing.ledger import DATABASE, not_made_good
from pipelines.landing.synthetic import MARK

_SQL = Statements(__file__)

#: The tables of SQL that the sentences are made from, by full name.
READS = frozenset({"mart.change", "mart.coverage_month", "star.dim_agency", "star.dim_measure"})

#: Why a figure issued before has changed, in words. Newly covered months have their own sentence.
_MOVED_BY = {
    "late_record": "records arrived late",
    "marker_changed": "hate markers were added or removed",
    "withdrawn": "records were withdrawn",
    "relinked": "records were matched again",
    "corrected": "records were corrected",
}

#: How the coverage of a month may have changed, and the words for one month and for several.
_COVERED_ANEW = {
    "new": ("is now included", "are now included"),
    "completed": ("is now covered in full", "are now covered in full"),
    "lost": ("is no longer covered", "are no longer covered"),
}


def agencies(read: Collection[str], tables: Iterable[SqlTable]) -> list[str]:
    """Return the agencies whose deliveries feed the tables that are read, directly or through others.

    Args:
        read: Full names of tables.
        tables: Every table that SQL makes.
    """
    reads = {table.full_name: table.dependencies for table in tables}
    found, more = frozenset[str](), frozenset(read)
    while more:
        found |= more
        more = frozenset[str]().union(*(reads.get(name, frozenset()) for name in more)) - found
    stems = (name.removeprefix("staged.").partition("__") for name in found if name.startswith("staged."))
    return sorted({stem for stem, _, table in stems if table})


def gaps(con: duckdb.DuckDBPyConnection, agencies: Collection[str], first: date, last: date) -> tuple[str, ...]:
    """Say what is missing from the figures for a period.

    Args:
        con: The build database.
        agencies: The agencies whose records the figures are made from.
        first: First month of the period.
        last: Its last month.

    Returns:
        A sentence for each agency and kind of gap: months that nothing covers, months covered in part, deliveries
        that were refused and not put right.
    """
    names = _names(con, agencies)
    months = con.execute(_SQL("gaps"), {"first": first, "last": last}).fetchall()
    lacking = {(agency, coverage): found for agency, coverage, found in months}
    # A failed pull doesn't count as a delivery, nor does one that was refused as synthetic.
    refused = {
        (each.agency, each.delivery_date)
        for each in not_made_good(con)
        if (each.file != DATABASE or each.sha256) and each.file != MARK
    }
    in_force = set(con.execute("select agency, delivery_date from audit.delivery where status = 'loaded'").fetchall())
    sentences = []
    for agency, name in names.items():
        if none := lacking.get((agency, "none")):
            sentences.append(f"{name}: no delivery covers {spoken_months(none)}.")
        if part := lacking.get((agency, "partial")):
            verb = "is" if len(part) == 1 else "are"
            sentences.append(
                f"{name}: {spoken_months(part)} {verb} only partly covered so far, so figures are provisional."
            )
        for whose, day in sorted(refused):
            if whose == agency:
                what = "the corrected data sent for" if (whose, day) in in_force else "the data sent on"
                sentences.append(f"{name}: {what} {on_day(day)} was refused, so it is not included.")
    return tuple(sentences) or ("Deliveries from every agency cover every month.",)


def changes(
    con: duckdb.DuckDBPyConnection, agencies: Collection[str], districts: Collection[str], *, are_exact: bool
) -> tuple[str, ...]:
    """Say what has changed since the newest release.

    Args:
        con: The build database.
        agencies: The agencies whose records the figures are made from.
        districts: The partner's districts.
        are_exact: Whether the partner may know how many figures changed, and why. If not, only the months with
            changes are named.

    Returns:
        What the figures are compared with, then a sentence for each agency and kind of change.
    """
    row = con.execute("select max(delivery_date) from published.delivery where status = 'loaded'").fetchone()
    if row is None or row[0] is None:
        return ("These are the first figures issued, so there are no earlier ones to compare them with.",)
    names = _names(con, agencies)
    moved = _moved(con, names, districts)
    found = [*_covered_anew(con, names), *(_exactly(moved, names) if are_exact else _roughly(moved))]
    return (
        f"Compared with the last figures, which used data sent up to {on_day(row[0])}:",
        *(found or ["No figures have changed."]),
    )


def _covered_anew(con: duckdb.DuckDBPyConnection, names: dict[str, str]) -> Iterator[str]:
    """Yield the months that the deliveries newly cover, or no longer cover."""
    found = con.execute(_SQL("covered_anew")).fetchall()
    months = {(agency, change): listed for agency, change, listed in found}
    for agency, name in names.items():
        for change, (one, several) in _COVERED_ANEW.items():
            if listed := months.get((agency, change)):
                yield f"{name}: {spoken_months(listed)} {one if len(listed) == 1 else several}."


def _moved(
    con: duckdb.DuckDBPyConnection, agencies: Collection[str], districts: Collection[str]
) -> dict[str | None, tuple[int, list[date], list[str]]]:
    """Return, for each agency, how many figures changed, for which months, and why each did.

    Figures that depend on linkage have the key None. Contacts are left out, because they only add up other figures.
    """
    rows = con.execute(_SQL("moved"), {"districts": list(districts), "agencies": list(agencies)}).fetchall()
    return {agency: (figures, months, reasons) for agency, figures, months, reasons in rows}


def _exactly(moved: Mapping[str | None, tuple[int, list[date], list[str]]], names: dict[str, str]) -> Iterator[str]:
    """Yield, for each agency, how many figures changed, for how many months, and why."""
    for agency, name in [*names.items(), (None, "Estimates of distinct incidents and people")]:
        if agency in moved:
            figures, months, reasons = moved[agency]
            how_many = f"{counted(figures, 'figure')} for {counted(len(months), 'month')}"
            causes = [
                f"{reasons.count(reason):,} because {words}" for reason, words in _MOVED_BY.items() if reason in reasons
            ]
            yield f"{name}: {how_many} changed ({spoken_months(months)}), {joined(causes)}."


def _roughly(moved: Mapping[str | None, tuple[int, list[date], list[str]]]) -> Iterator[str]:
    """Yield the months for which figures changed, and nothing that could reveal a count."""
    if months := sorted({month for _, listed, _ in moved.values() for month in listed}):
        why = "records were added, corrected, withdrawn or matched again"
        yield f"Figures for {spoken_months(months)} were revised because {why}."


def _names(con: duckdb.DuckDBPyConnection, agencies: Collection[str]) -> dict[str, str]:
    """Return the agencies' names, in alphabetical order."""
    rows = con.execute(
        "select agency, agency_name from star.dim_agency where list_contains(?, agency) order by agency_name",
        [list(agencies)],
    )
    return dict(rows.fetchall())
