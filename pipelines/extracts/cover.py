"""What a workbook's cover tells its reader of the figures: what is missing from them, and what has changed.

Here: these sentences, made from the build. They name agencies, months and days of deliveries; never a file, a cell, or
why a delivery was refused. Where they stand is `workbook`.

What has changed is told against the newest release, so it is empty again on the night after one. It is therefore no
part of what a workbook is made of: `extract` writes one anew where its figures or gaps are other than they were, and
states then what has changed; else the workbook stays as it was released, and so does what it says.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

import duckdb

from pipelines.build.sql_file import SqlTable
from pipelines.build.statement import Statements
from pipelines.extracts.in_words import counted, joined, on_day, spoken_months
from pipelines.landing.ledger import DATABASE, not_made_good

_SQL = Statements(__file__)

#: The tables of SQL that the sentences are made from, by full name.
READS = frozenset({"mart.change", "mart.coverage_month", "star.dim_agency", "star.dim_measure"})

#: What moved a figure that was given before, in words; a month newly covered is told of by itself.
_MOVED_BY = {
    "late_record": "records came late",
    "marker_changed": "hate markers were put on records or taken off",
    "withdrawn": "records were withdrawn",
    "relinked": "records were linked to others than before",
    "corrected": "records were corrected",
}

#: How the coverage of a month may have changed, and what is said of one month and of several.
_COVERED_ANEW = {
    "new": ("is new", "are new"),
    "completed": ("is now covered in full", "are now covered in full"),
    "lost": ("is no longer covered", "are no longer covered"),
}


def agencies(read: Collection[str], tables: Iterable[SqlTable]) -> list[str]:
    """Return the agencies whose deliveries lead to what is read, however far.

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
    """Say what the figures of a period lack.

    Args:
        con: The build database.
        agencies: Whose records the figures are made of.
        first: First month of the period.
        last: Its last month.

    Returns:
        A sentence for each agency and kind of gap: months that nothing covers, months covered in part, deliveries
        that stand refused.
    """
    names = _names(con, agencies)
    months = con.execute(_SQL("gaps"), {"first": first, "last": last}).fetchall()
    lacking = {(agency, coverage): found for agency, coverage, found in months}
    # A pull that failed was no delivery.
    refused = {(each.agency, each.delivery_date) for each in not_made_good(con) if each.file != DATABASE or each.sha256}
    in_force = set(con.execute("select agency, delivery_date from audit.delivery where status = 'loaded'").fetchall())
    sentences = []
    for agency, name in names.items():
        if none := lacking.get((agency, "none")):
            sentences.append(f"{name}: no delivery covers {spoken_months(none)}.")
        if part := lacking.get((agency, "partial")):
            verb = "is" if len(part) == 1 else "are"
            sentences.append(
                f"{name}: {spoken_months(part)} {verb} covered in part so far, so figures are provisional."
            )
        for whose, day in sorted(refused):
            if whose == agency:
                what = "a correction of the delivery" if (whose, day) in in_force else "the delivery"
                sentences.append(f"{name}: {what} of {on_day(day)} was refused, so nothing of it is in these figures.")
    return tuple(sentences) or ("Every agency's deliveries cover every month.",)


def changes(
    con: duckdb.DuckDBPyConnection, agencies: Collection[str], districts: Collection[str], *, are_exact: bool
) -> tuple[str, ...]:
    """Say what has changed since the newest release.

    Args:
        con: The build database.
        agencies: Whose records the figures are made of.
        districts: The partner's districts.
        are_exact: Whether the partner may know how many figures changed, and why. Where it may not, only the months
            are named in which any did.

    Returns:
        What it is compared with, then a sentence for each agency and kind of change.
    """
    row = con.execute("select max(delivery_date) from published.delivery where status = 'loaded'").fetchone()
    if row is None or row[0] is None:
        return ("These are the first figures given out, so there are none to compare them with.",)
    names = _names(con, agencies)
    moved = _moved(con, names, districts)
    told = [*_covered_anew(con, names), *(_exactly(moved, names) if are_exact else _roughly(moved))]
    return (
        f"Compared with the figures given out from deliveries up to {on_day(row[0])}:",
        *(told or ["No figure has changed."]),
    )


def _covered_anew(con: duckdb.DuckDBPyConnection, names: dict[str, str]) -> Iterator[str]:
    """Yield what the deliveries cover now and did not, or the other way round."""
    found = con.execute(_SQL("covered_anew")).fetchall()
    months = {(agency, change): listed for agency, change, listed in found}
    for agency, name in names.items():
        for change, (one, several) in _COVERED_ANEW.items():
            if listed := months.get((agency, change)):
                yield f"{name}: {spoken_months(listed)} {one if len(listed) == 1 else several}."


def _moved(
    con: duckdb.DuckDBPyConnection, agencies: Collection[str], districts: Collection[str]
) -> dict[str | None, tuple[int, list[date], list[str]]]:
    """Return, of each agency, how many figures changed, the months they are of, and why each did.

    Figures that hang on linkage stand under None. Contacts are left out, since they only add others up.
    """
    rows = con.execute(_SQL("moved"), {"districts": list(districts), "agencies": list(agencies)}).fetchall()
    return {agency: (figures, months, reasons) for agency, figures, months, reasons in rows}


def _exactly(moved: Mapping[str | None, tuple[int, list[date], list[str]]], names: dict[str, str]) -> Iterator[str]:
    """Yield, of each agency, how many figures of how many months changed, and by what."""
    for agency, name in [*names.items(), (None, "Estimates of different incidents and people")]:
        if agency in moved:
            figures, months, reasons = moved[agency]
            how_many = f"{counted(figures, 'figure')} of {counted(len(months), 'month')}"
            causes = [
                f"{reasons.count(reason):,} as {words}" for reason, words in _MOVED_BY.items() if reason in reasons
            ]
            yield f"{name}: {how_many} changed ({spoken_months(months)}), {joined(causes)}."


def _roughly(moved: Mapping[str | None, tuple[int, list[date], list[str]]]) -> Iterator[str]:
    """Yield the months of which figures changed, and nothing by which a count could be told."""
    if months := sorted({month for _, listed, _ in moved.values() for month in listed}):
        yield f"Figures of {spoken_months(months)} were revised, as records were added, corrected or withdrawn."


def _names(con: duckdb.DuckDBPyConnection, agencies: Collection[str]) -> dict[str, str]:
    """Return the agencies' names, in the order of these."""
    rows = con.execute(
        "select agency, agency_name from star.dim_agency where list_contains(?, agency) order by agency_name",
        [list(agencies)],
    )
    return dict(rows.fetchall())
