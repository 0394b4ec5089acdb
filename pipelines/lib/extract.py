"""A partner's extract: the queries of its templates, over its own districts, as a workbook.

Here: which queries make up a workbook, and when it is written. What a partner may see is `own_records`, what of it may
be printed `disclosure`, what is said around it `extract_text`, how it is laid out `workbook`; what is counted is SQL.
"""

import csv
from dataclasses import dataclass, fields
from datetime import date, datetime, time
from functools import cached_property
from pathlib import Path

import duckdb
import pandas as pd
import sqlglot
from sqlglot import exp

from pipelines.lib import built, published_cell
from pipelines.lib.disclosure import Cell, NotTidy, published_sheet
from pipelines.lib.extract_text import CONTACT, MARKING, introduction, notes
from pipelines.lib.own_records import limit, own_records
from pipelines.lib.published_cell import Published
from pipelines.lib.reference import ReferenceFault, reference_folder
from pipelines.lib.sql_file import SqlHeader, read_header, tables_read
from pipelines.lib.warehouse import SQL, transaction
from pipelines.lib.workbook import Sheet, Workbook, write_workbook

#: The columns of a query that gives counts, a row each, and no sheet.
TIDY = [field.name for field in fields(Cell)]


class TemplateFault(Exception):
    """A template can't be used: it is missing, can't be limited to districts, or is not of the partner's kind."""


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
    templates: tuple[str, ...]
    districts: tuple[str, ...]
    disclosure: str

    @property
    def is_statistical(self) -> bool:
        """Whether it receives protected counts alone; else exact ones, under an information sharing agreement."""
        return self.disclosure == "statistical"

    @cached_property
    def queries(self) -> tuple[Query, ...]:
        """The queries of its templates, in their order and that of their numbers.

        Raises:
            TemplateFault: if there are none, two are of one name, one reads what can't be limited to districts, or
                one is not of the kind that the partner's disclosure asks for.
        """
        found = [query for template in self.templates for query in self._queries_of(template)]
        names = [query.name for query in found]
        if len(names) > len(set(names)):
            raise TemplateFault(f"partner {self.name}: two sheets of its templates are of one name")
        return tuple(found)

    @property
    def reads(self) -> frozenset[str]:
        """The tables its queries read, by full name."""
        return frozenset[str]().union(*(tables_read(query.sql) for query in self.queries))

    def _queries_of(self, template: str) -> list[Query]:
        paths = sorted((SQL / "4_extracts" / template).glob("*.sql"))
        if not paths:
            raise TemplateFault(f"partner {self.name}: there is no template {template} in sql/4_extracts")
        return [self._query(path) for path in paths]

    def _query(self, path: Path) -> Query:
        header, sql = read_header(path)
        at = f"{path.parent.name}/{path.name}"
        tree = sqlglot.parse_one(sql, dialect="duckdb")
        gives = tree.named_selects if isinstance(tree, exp.Query) else []
        unlimited = [name for name in sorted(tables_read(sql)) if limit(name) is None]
        databases = sorted({table.catalog for table in tree.find_all(exp.Table) if table.catalog})
        if unlimited or databases:
            raise TemplateFault(f"{at} reads what can't be limited to districts: {', '.join(unlimited + databases)}")
        if self.is_statistical and gives != TIDY:
            raise TemplateFault(f"{at} can't be given to {self.name}, which is statistical: it must give {TIDY}")
        if not self.is_statistical and gives == TIDY:
            raise TemplateFault(f"{at} can't be given to {self.name}, which is operational: it gives no sheet")
        return Query(path.stem.partition("_")[2], header, sql)


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
                templates=tuple(part.strip() for part in (row["template"] or "").split(";")),
                districts=tuple(part.strip() for part in (row["districts"] or "").split(";")),
                disclosure=row["disclosure"] or "",
            )
            for row in rows
        ]


def write_extract(con: duckdb.DuckDBPyConnection, partner: Partner, home: Path) -> Path:
    """Write a partner's workbook into its folder under `home`, unless nothing it is made of has changed.

    What a statistical one prints is kept in `extract.published_cell` in the same step.

    Returns:
        The workbook: `<partner>/<partner>_<last month covered>.xlsx`.

    Raises:
        TemplateFault: if its templates can't be used, or nothing has been loaded yet.
    """
    first, last, newest = _period(con)
    folder = home / partner.name
    path = folder / f"{partner.name}_{last:%Y-%m}.xlsx"
    made = built.fingerprints(con)
    made_of = built.fingerprint(
        built.code_version(), repr(partner), *(f"{name} {made.get(name)}" for name in sorted(partner.reads))
    )
    if made.get(f"extract.{partner.name}") == made_of and path.exists():
        return path
    sheets, cells = _sheets(con, partner)
    folder.mkdir(parents=True, exist_ok=True)
    for older in folder.glob("*.xlsx"):
        older.unlink()
    period = f"{first:%B %Y} to {last:%B %Y}"
    workbook = Workbook(
        title=f"Hate crime in Warwickshire: {partner.title}",
        subject=f"Hate crime as the county's agencies know it, {period}",
        marking=MARKING[partner.disclosure],
        period=period,
        introduction=introduction(partner.disclosure),
        contact=CONTACT,
        notes=notes(partner.disclosure),
        sheets=sheets,
        created=datetime.combine(newest, time()),
    )
    write_workbook(workbook, path)
    with transaction(con):
        published_cell.keep(con, partner.name, cells)
        built.note(con, f"extract.{partner.name}", made_of, len(partner.queries))
    return path


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


def _sheets(con: duckdb.DuckDBPyConnection, partner: Partner) -> tuple[tuple[Sheet, ...], list[Published]]:
    """Return the sheets of a workbook, and every count that a statistical one prints."""
    sheets: list[Sheet] = []
    published: list[Published] = []
    with own_records(con, partner.districts, partner.reads):
        for query in partner.queries:
            if partner.is_statistical:
                frame, cells = _protected(con, partner, query)
                published += cells
            else:
                frame = con.execute(query.sql).to_arrow_table().to_pandas(types_mapper=pd.ArrowDtype)
            header = query.header
            sheets.append(Sheet(query.name, header.sentence, header.nuances, header.source, frame))
    return tuple(sheets), published


def _protected(
    con: duckdb.DuckDBPyConnection, partner: Partner, query: Query
) -> tuple[pd.DataFrame, tuple[Published, ...]]:
    cells = [Cell(area, tuple(districts), *rest) for area, districts, *rest in con.execute(query.sql).fetchall()]
    try:
        return published_sheet(f"{partner.name}/{query.name}", cells)
    except NotTidy as fault:
        raise TemplateFault(str(fault)) from None
