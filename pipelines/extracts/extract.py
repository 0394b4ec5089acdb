"""A partner's extract: the queries of its templates, run over its own districts, as a workbook.

Here: when a workbook is written, and what goes into it. `partner` says which queries it is made from, and
`visible_rows` which rows they may see. `disclosure/counts` sums the counts of a statistical workbook, and
`disclosure/suppression` decides what may be printed. The words around the tables are in `reader_notes` and `cover`, the
layout in `workbook`. SQL does the counting.
"""

from collections.abc import Iterable
from datetime import date, datetime, time
from pathlib import Path

import duckdb
import pandas as pd

from pipelines import disclosure, extracts, workbook
from pipelines.build import provenance
from pipelines.build.sql_file import SqlTable
from pipelines.build.statement import Statements
from pipelines.build.warehouse import transaction
from pipelines.disclosure import printed_counts
from pipelines.disclosure.counts import PERIODS, Count, summed
from pipelines.disclosure.printed_counts import Published
from pipelines.disclosure.suppression import NotTidy, published_sheet
from pipelines.extracts import cover
from pipelines.extracts.covering_note import NOTE, write_note
from pipelines.extracts.partner import Partner, Query, TemplateFault
from pipelines.extracts.publisher import Publisher
from pipelines.extracts.reader_notes import introduction, notes
from pipelines.extracts.visible_rows import own_records
from pipelines.workbook.workbook import Sheet, Workbook, write_workbook

_SQL = Statements(__file__)


def extract_code() -> str:
    """Return one hash of the code that makes workbooks: their words, their look, and what may be printed."""
    return provenance.code_of(extracts, workbook, disclosure)


def write_extract(
    con: duckdb.DuckDBPyConnection,
    partner: Partner,
    home: Path,
    tables: Iterable[SqlTable],
    code: str,
    publisher: Publisher,
) -> Path:
    """Write a partner's workbook and note into its folder under `home`, unless nothing behind them has changed.

    The counts that a statistical workbook prints are kept in `extract.published_cell` in the same step.

    Args:
        con: The build database.
        partner: The partner that receives the workbook.
        home: The folder that holds partners' folders.
        tables: Every table that SQL makes.
        code: The hash that `extract_code` returns.
        publisher: Who publishes the figures, and how they are marked.

    Returns:
        The workbook's path: `<partner>/<partner>_<last month covered>.xlsx`.

    Raises:
        TemplateFault: if the partner's templates can't be used, or nothing has been loaded yet.
    """
    first, last, newest = _period(con)
    folder = home / partner.name
    path = folder / f"{partner.name}_{last:%Y-%m}.xlsx"
    made = provenance.fingerprints(con)
    agencies = cover.agencies(partner.reads, tables)
    gaps = cover.gaps(con, agencies, first, last)
    # Changes since the last release don't count: on the night after it there are none.
    made_of = provenance.fingerprint(
        code,
        repr(partner),
        repr(publisher),
        *(part for query in partner.queries for part in (query.sql, repr(query.header))),
        *(f"{name} {made.get(name)}" for name in sorted(partner.reads)),
        *gaps,
    )
    if made.get(f"extract.{partner.name}") == made_of and path.exists() and path.with_name(NOTE).exists():
        return path
    sheets, cells = extract_sheets(con, partner)
    folder.mkdir(parents=True, exist_ok=True)
    for older in folder.glob("*.xlsx"):
        older.unlink()
    period = f"{first:%B %Y} to {last:%B %Y}"
    book = Workbook(
        title=publisher.titled(f"Hate crime in Warwickshire: {partner.title}"),
        subject=f"Hate crime known to the county's agencies, {period}",
        marking=publisher.marking(partner.disclosure),
        period=period,
        introduction=(*filter(None, [publisher.notice]), *introduction(partner.disclosure, partner.cadence)),
        changes=cover.changes(con, agencies, partner.districts, are_exact=not partner.is_statistical),
        gaps=gaps,
        contact=f"{publisher.name}: {publisher.contact}",
        notes=notes(partner.disclosure),
        sheets=sheets,
        created=datetime.combine(newest, time()),
    )
    write_workbook(book, path)
    write_note(book, path)
    with transaction(con):
        printed_counts.keep(con, partner.name, cells)
        provenance.note(con, f"extract.{partner.name}", made_of, len(partner.queries))
    return path


def extract_sheets(con: duckdb.DuckDBPyConnection, partner: Partner) -> tuple[tuple[Sheet, ...], list[Published]]:
    """Return the sheets of a partner's workbook and, if it is statistical, every count that they print."""
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


def _period(con: duckdb.DuckDBPyConnection) -> tuple[date, date, date]:
    """Return the first and last month that any agency covers, and the day of the newest delivery."""
    row = con.execute(_SQL("period")).fetchone()
    if row is None or row[0] is None:
        raise TemplateFault("no delivery has been loaded yet, so there is nothing to extract")
    return row


def _protected(
    con: duckdb.DuckDBPyConnection, partner: Partner, query: Query
) -> tuple[pd.DataFrame, tuple[Published, ...]]:
    source = f"{partner.name}/{query.name}"
    counts = [Count(*row) for row in con.execute(query.sql).fetchall()]
    try:
        return published_sheet(source, summed(source, counts, PERIODS[query.header.period]))
    except NotTidy as fault:
        raise TemplateFault(str(fault)) from None
