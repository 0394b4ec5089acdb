"""A partner's extract: the queries of its template, over its own districts, as a workbook.

Here: which queries make up a template and what goes into the workbook. How a workbook is laid out is
`workbook`; what is counted is SQL.
"""

import csv
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from pathlib import Path

import duckdb
import pandas as pd

from pipelines.lib import built, cover
from pipelines.lib.reference import ReferenceFault, reference_folder
from pipelines.lib.sending import NOTE, write_note
from pipelines.lib.sql_file import SqlHeader, read_header, tables_read
from pipelines.lib.warehouse import SQL
from pipelines.lib.workbook import Sheet, Workbook, write_workbook

MARKING = {"operational": "OFFICIAL-SENSITIVE", "statistical": "OFFICIAL"}
CONTACT = "Insight Service, Warwickshire County Council: insight@warwickshire.gov.uk"

#: A query of a template that does not limit itself to the partner's districts is refused.
DISTRICTS = "getvariable('districts')"


class TemplateFault(Exception):
    """A template can't be used: it is missing, or a query of it would show every district."""


@dataclass(frozen=True)
class Query:
    """One query of a template: one sheet of the workbook."""

    name: str
    header: SqlHeader
    sql: str


@dataclass(frozen=True)
class Partner:
    """A partner that receives an extract, as `raw/reference/partners.csv` has it."""

    name: str
    title: str
    template: str
    districts: tuple[str, ...]
    disclosure: str

    @cached_property
    def queries(self) -> tuple[Query, ...]:
        """The queries of its template, in the order of their numbers.

        Raises:
            TemplateFault: if there are none, or one does not limit itself to the partner's districts.
        """
        paths = sorted((SQL / "4_extracts" / self.template).glob("*.sql"))
        if not paths:
            raise TemplateFault(f"partner {self.name}: there is no template {self.template} in sql/4_extracts")
        return tuple(_query(path) for path in paths)

    @property
    def reads(self) -> frozenset[str]:
        """The tables its queries read, by full name."""
        return frozenset[str]().union(*(tables_read(query.sql) for query in self.queries))


def partners(raw: Path) -> list[Partner]:
    """Return the partners of the reference list, in its order.

    Raises:
        ReferenceFault: if the list, or a column of it, is missing.
    """
    path = reference_folder(raw) / "partners.csv"
    if not path.exists():
        raise ReferenceFault(f"{path}: the list is missing; put it back")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        missing = {"partner", "title", "template", "districts", "disclosure"} - set(rows.fieldnames or ())
        if missing:
            raise ReferenceFault(f"{path}: the columns {', '.join(sorted(missing))} are missing")
        return [
            Partner(
                name=row["partner"] or "",
                title=row["title"] or "",
                template=row["template"] or "",
                districts=tuple(part.strip() for part in (row["districts"] or "").split(";")),
                disclosure=row["disclosure"] or "",
            )
            for row in rows
        ]


def write_extract(con: duckdb.DuckDBPyConnection, partner: Partner, home: Path) -> Path:
    """Write a partner's workbook and note into its folder under `home`, unless nothing they are made of has changed.

    Returns:
        The workbook: `<partner>/<partner>_<last month covered>.xlsx`.
    """
    first, last, newest = _period(con)
    folder = home / partner.name
    path = folder / f"{partner.name}_{last:%Y-%m}.xlsx"
    made = built.fingerprints(con)
    gaps = cover.gaps(con, agencies_of_silos(con), first, last)
    # Not of what has changed since the last release: that is nothing on the night after it.
    made_of = built.fingerprint(
        built.code_version(), repr(partner), *(f"{name} {made.get(name)}" for name in sorted(partner.reads)), *gaps
    )
    if made.get(f"extract.{partner.name}") == made_of and path.exists() and path.with_name(NOTE).exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    for older in folder.glob("*.xlsx"):
        older.unlink()
    workbook = _workbook(con, partner, first, last, newest, gaps)
    write_workbook(workbook, path)
    write_note(workbook, path)
    built.note(con, f"extract.{partner.name}", made_of, len(partner.queries))
    return path


def _query(path: Path) -> Query:
    header, sql = read_header(path)
    if DISTRICTS not in sql:
        raise TemplateFault(f"{path.parent.name}/{path.name} does not limit itself to {DISTRICTS}")
    return Query(path.stem.partition("_")[2], header, sql)


def agencies_of_silos(con: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the agencies whose records the figures of `mart.silo_district_month` are made of."""
    found = con.execute("select distinct covered_by from star.dim_measure where covered_by is not null").fetchall()
    return sorted(agency for (agency,) in found)


def _period(con: duckdb.DuckDBPyConnection) -> tuple[date, date, date]:
    """Return the first and last month that any agency covers, and the day of the newest delivery."""
    row = con.execute("""
        select
            min(month_start),
            max(month_start),
            (select max(delivery_date) from audit.delivery)
        from mart.coverage_month
        where coverage <> 'none'
    """).fetchone()
    if row is None or row[0] is None:
        raise TemplateFault("no delivery has been loaded yet, so there is nothing to extract")
    return row


def _workbook(
    con: duckdb.DuckDBPyConnection, partner: Partner, first: date, last: date, newest: date, gaps: tuple[str, ...]
) -> Workbook:
    period = f"{first:%B %Y} to {last:%B %Y}"
    return Workbook(
        title=f"Hate crime in Warwickshire: {partner.title}",
        subject=f"Hate crime as the county's agencies know it, {period}",
        marking=MARKING[partner.disclosure],
        period=period,
        introduction=(
            "This workbook brings together what each agency holds of hate crime in your area. It is made "
            "anew after every delivery, so figures for past months can change as records are added, corrected "
            "or withdrawn.",
            "Counts are exact and can identify people where they are small. Handle this workbook under your "
            "information sharing agreement, and do not publish figures from it.",
        ),
        changes=cover.changes(
            con, agencies_of_silos(con), partner.districts, are_exact=partner.disclosure == "operational"
        ),
        gaps=gaps,
        contact=CONTACT,
        notes=(
            ("[x]", "Not available: the agency delivered nothing that covers it, or did not record it at that time."),
        ),
        sheets=tuple(_sheet(con, partner, query) for query in partner.queries),
        created=datetime.combine(newest, time()),
    )


def _sheet(con: duckdb.DuckDBPyConnection, partner: Partner, query: Query) -> Sheet:
    con.execute("set variable districts = ?", [list(partner.districts)])
    frame = con.execute(query.sql).to_arrow_table().to_pandas(types_mapper=pd.ArrowDtype)
    return Sheet(query.name, query.header.sentence, query.header.nuances, query.header.source, frame)
