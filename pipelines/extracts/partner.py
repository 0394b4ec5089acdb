"""A partner that receives an extract, and the queries its workbook is made from.

Here: `raw/reference/partners.csv`, the templates in `sql/4_extracts/`, and whether a partner may have a template.
`extract` runs the queries.
"""

import csv
from dataclasses import dataclass, field, fields
from functools import cached_property
from pathlib import Path

import sqlglot
from sqlglot import exp

from pipelines.build.sql_file import SqlHeader, read_header, tables_read
from pipelines.build.warehouse import SQL
from pipelines.disclosure.counts import PERIODS, Count
from pipelines.extracts.visible_rows import limit
from pipelines.landing.reference import ReferenceFault, reference_folder

#: The columns of a query that returns one count in each row, rather than a finished sheet.
TIDY = [column.name for column in fields(Count)]


class TemplateFault(Exception):
    """A template can't be used: it is missing, can't be limited to districts, or is the wrong kind for the partner."""


@dataclass(frozen=True)
class Query:
    """One query in a template, which makes one sheet of the workbook. `gives` is the names of its columns."""

    name: str
    at: str
    header: SqlHeader
    sql: str
    gives: tuple[str, ...]
    reads: frozenset[str]


class Templates:
    """The templates in a folder, each a folder of its own. Each is read once, however many partners receive it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, tuple[Query, ...]] = {}

    def queries(self, template: str) -> tuple[Query, ...]:
        """Return the queries in a template, in number order; none if there is no such template.

        Raises:
            TemplateFault: if a query reads tables that can't be limited to districts.
        """
        if template not in self._read:
            self._read[template] = tuple(map(_query, sorted((self._folder / template).glob("*.sql"))))
        return self._read[template]


@dataclass(frozen=True)
class Partner:
    """A partner that receives an extract: a row of `raw/reference/partners.csv`."""

    name: str
    title: str
    templates: tuple[str, ...]
    districts: tuple[str, ...]
    disclosure: str
    cadence: str
    catalogue: Templates = field(repr=False, compare=False)

    @property
    def is_statistical(self) -> bool:
        """Whether it receives protected counts only; if not, exact ones under an information sharing agreement."""
        return self.disclosure == "statistical"

    @cached_property
    def queries(self) -> tuple[Query, ...]:
        """The queries in its templates, in template order and then number order.

        Raises:
            TemplateFault: if there are none, two have the same name, one reads tables that can't be limited to
                districts, or one is the wrong kind for the partner's disclosure.
        """
        found = [query for template in self.templates for query in self._queries_of(template)]
        names = [query.name for query in found]
        if len(names) > len(set(names)):
            raise TemplateFault(f"partner {self.name}: two sheets in its templates have the same name")
        return tuple(found)

    @cached_property
    def reads(self) -> frozenset[str]:
        """The full names of the tables behind its workbook: those its queries read, and the list of districts."""
        return frozenset({"star.dim_district"}).union(*(query.reads for query in self.queries))

    def _queries_of(self, template: str) -> tuple[Query, ...]:
        queries = self.catalogue.queries(template)
        if not queries:
            raise TemplateFault(f"partner {self.name}: there is no template {template} in sql/4_extracts")
        for query in queries:
            self._hold_to_kind(query)
        return queries

    def _hold_to_kind(self, query: Query) -> None:
        is_tidy = list(query.gives) == TIDY
        if self.is_statistical and not is_tidy:
            raise TemplateFault(
                f"{query.at} can't be given to {self.name}, which is statistical: it must return the columns {TIDY}"
            )
        if not self.is_statistical and is_tidy:
            raise TemplateFault(
                f"{query.at} can't be given to {self.name}, which is operational: it returns counts, not a sheet"
            )
        if self.is_statistical and query.header.period not in PERIODS:
            periods = " | ".join(PERIODS)
            raise TemplateFault(f"{query.at} must name its period in its header, as -- Period: {periods}")


def _query(path: Path) -> Query:
    header, sql = read_header(path)
    at = f"{path.parent.name}/{path.name}"
    tree = sqlglot.parse_one(sql, dialect="duckdb")
    gives = tuple(tree.named_selects) if isinstance(tree, exp.Query) else ()
    reads = tables_read(sql)
    unlimited = [name for name in sorted(reads) if limit(name) is None]
    databases = sorted({table.catalog for table in tree.find_all(exp.Table) if table.catalog})
    if unlimited or databases:
        raise TemplateFault(f"{at} reads tables that can't be limited to districts: {', '.join(unlimited + databases)}")
    return Query(path.stem.partition("_")[2], at, header, sql, gives, reads)


def partners(raw: Path, templates: Path = SQL / "4_extracts") -> list[Partner]:
    """Return the partners in the reference list, in its order.

    Args:
        raw: The folder with deliveries, and with the lists in `reference/`.
        templates: The folder with the templates.

    Raises:
        ReferenceFault: if the list, or one of its columns, is missing.
    """
    path = reference_folder(raw) / "partners.csv"
    if not path.exists():
        raise ReferenceFault(f"{path}: the list is missing; put it back")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        missing = {"partner", "title", "template", "districts", "disclosure", "cadence"} - set(rows.fieldnames or ())
        if missing:
            raise ReferenceFault(f"{path}: the columns {', '.join(sorted(missing))} are missing")
        catalogue = Templates(templates)
        return [
            Partner(
                name=row["partner"] or "",
                title=row["title"] or "",
                templates=tuple(part.strip() for part in (row["template"] or "").split(";")),
                districts=tuple(part.strip() for part in (row["districts"] or "").split(";")),
                disclosure=row["disclosure"] or "",
                cadence=row["cadence"] or "",
                catalogue=catalogue,
            )
            for row in rows
        ]
