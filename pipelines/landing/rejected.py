"""What to send back, and to which agency: a workbook for each delivery in which something is wrong.

It has rows as they were sent, including identities, so it is only for the data engineer. It is outside every release,
in a folder that only its owner and group can open.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import duckdb
import xlsxwriter

from pipelines.build.permissions import close_to_others
from pipelines.build.statement import Statements
from pipelines.build.warehouse import Warehouse
from pipelines.files.refusal import Refusal
from pipelines.landing import drift
from pipelines.landing.cells import PART_ROWS, cell_names
from pipelines.landing.delivery import Delivery
from pipelines.landing.examination import Examined
from schemas.contract import Agency

_SQL = Statements(__file__)

_AS_TEXT = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
#: The heading over cells beyond the header, if any row has some.
BEYOND = ("Beyond the header",)

_SHEET_ROWS = 1_048_575
_CELL_LETTERS = 32_000


def rejected_path(warehouse: Warehouse, agency: str, sent_on: object) -> Path:
    """Return the path of the workbook with a delivery's rejected rows, if there is one."""
    return warehouse.rejected / agency / f"{sent_on}.xlsx"


def write_rejected(
    con: duckdb.DuckDBPyConnection,
    warehouse: Warehouse,
    agency: Agency,
    delivery: Delivery,
    examined: Iterable[Examined],
    refusals: Sequence[Refusal],
) -> Path | None:
    """Write a delivery's workbook, or remove an older one if nothing is wrong any more.

    The first sheet says what is wrong, what to do and what drifted. Then each file has a sheet with its faulty rows:
    the row's number in the file, its verdict, each fault in plain English, and the row as it was sent. The last sheet
    lists any values that aren't in the reference lists.

    Returns:
        The workbook's path, or None if every row was accepted without a warning and nothing had to be assumed.
    """
    path = rejected_path(warehouse, agency.stem, delivery.sent_on)
    found = list(examined)
    faulty = [each for each in found if each.total.rows_rejected or each.total.warnings]
    if not faulty and not refusals and not any(each.layout.header.ignored or each.assumed for each in found):
        path.unlink(missing_ok=True)
        return None
    warehouse.rejected.mkdir(exist_ok=True)
    close_to_others(warehouse.rejected)
    path.parent.mkdir(exist_ok=True)
    partial = path.with_suffix(".xlsx.tmp")
    with xlsxwriter.Workbook(partial, _AS_TEXT) as book:
        summary = _summary(con, agency, delivery, found, refusals)
        _write_rows(book, "Summary", ["File", "What is wrong"], summary, widths=(24, 110))
        for each in faulty:
            overflowed = _has_overflow(con, each)
            header = ["Row in file", "Verdict", "What is wrong", *each.layout.names, *BEYOND[:overflowed]]
            _write_rows(book, _title(each), header, _faulty_rows(con, each, overflowed))
        if unmapped := [row for each in found for row in _unmapped(con, each)]:
            _write_rows(book, "Unmapped", ["File", "Column", "Value as sent", "Cells"], unmapped)
    partial.replace(path)
    return path


def _summary(
    con: duckdb.DuckDBPyConnection,
    agency: Agency,
    delivery: Delivery,
    examined: Sequence[Examined],
    refusals: Sequence[Refusal],
) -> Iterator[Sequence[object]]:
    if refusals:
        yield "", f"The delivery from {agency.title} of {delivery.sent_on} was refused; nothing in it was loaded."
    for refusal in refusals:
        yield refusal.file, refusal.reason
    when = "again, with all the others" if refusals else "again with the next delivery"
    for found in examined:
        for file, count in found.counts.items():
            if count.rows_rejected or count.warnings:
                yield (
                    file,
                    f"Rejected: {count.rows_rejected:,} of {count.rows_sent:,} rows. Cells in accepted rows that "
                    f"could not be used: {count.warnings:,}. The sheet {_title(found)} lists them: correct them at the "
                    f"source and send the rows {when}.",
                )
    for found in examined:
        for file, assumed in found.assumed.items():
            yield from ((file, f"Assumed: {sentence}.") for sentence in assumed)
    earlier = drift.history(con, agency.stem, delivery.sent_on)
    for found in examined:
        names = found.layout.names
        headings = {(found.table.name, drift.place(index)): names[index] for index in found.layout.header.ignored}
        for finding in drift.findings(found.columns, earlier, headings):
            yield _title(found), f"{finding.sentence}."
    if any(column.unmapped for found in examined for column in found.columns):
        yield (
            "",
            "The sheet Unmapped lists the values that aren't in the reference lists. Add the correct ones to "
            "raw/reference/aliases.csv; ask the sender to correct the others.",
        )


def _title(found: Examined) -> str:
    """Return the name of a table's sheet: the file's name or, if the table came in several files, the table's."""
    files = list(found.counts)
    return files[0] if len(files) == 1 and "/" not in files[0] else found.table.name


def _unmapped(con: duckdb.DuckDBPyConnection, found: Examined) -> Iterator[Sequence[object]]:
    """Yield the values that aren't in the reference lists, by column, the most frequent first."""
    positions = found.layout.header.positions
    unmapped = {each.column_name for each in found.columns if each.unmapped}
    for column in (each for each in found.table.columns if each.name in unmapped):
        statement = _SQL("unmapped_spellings", table=found.table, column=column, cell=f"c{positions[column.name]}")
        values = con.execute(statement, {"column": column.name})
        for value, cells in values.fetchall():
            yield _title(found), column.name, _fitting(value), cells


def _has_overflow(con: duckdb.DuckDBPyConnection, found: Examined) -> bool:
    row = con.execute(_SQL("has_overflow", table=found.table)).fetchone()
    return bool(row and row[0])


def _faulty_rows(con: duckdb.DuckDBPyConnection, found: Examined, with_overflow: bool) -> Iterator[Sequence[object]]:
    cells = cell_names(len(found.layout.names)) + ["overflow"] * with_overflow
    statement = _SQL("faulty_rows", table=found.table, cells=cells, part_rows=PART_ROWS)
    rows = con.execute(statement, {"most": _SHEET_ROWS})
    while chunk := rows.fetchmany(10_000):
        for label, number, *said in chunk:
            yield f"{label}{number}" if label else number, *map(_fitting, said)


def _fitting(cell: str | None) -> str | None:
    """Return a cell that fits into Excel: a longer cell is cut, and says so."""
    if cell is None or len(cell) <= _CELL_LETTERS:
        return cell
    return f"{cell[:_CELL_LETTERS]} ... (cut: {len(cell):,} characters were sent)"


def _write_rows(
    book: xlsxwriter.Workbook,
    name: str,
    header: Sequence[str],
    rows: Iterable[Sequence[object]],
    widths: Sequence[int] = (14, 14, 60),
) -> None:
    sheet, wrapped = book.add_worksheet(name), book.add_format({"text_wrap": True, "valign": "top"})
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width, wrapped)
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, header, book.add_format({"bold": True}))
    for number, row in enumerate(rows, start=1):
        sheet.write_row(number, 0, row)
