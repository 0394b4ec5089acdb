"""Reading a sheet into DuckDB: each cell as sent, beside the value that was read from it.

Here: turning text into typed values, by column. `pipelines.landing.examination` decides whether a row is accepted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

import duckdb
import pyarrow as pa

from pipelines.build.statement import Sql, Statements, name, text
from pipelines.files.codes import conform
from pipelines.files.headers import Header, Layout, lay_out
from pipelines.files.sheets import Row, Sheet
from pipelines.landing.values import ERROR, Reading, missing_marks, reader, sql_type
from schemas.contract import Column, Table
from schemas.fields import unknown_member

_SQL = Statements(__file__)

_CHUNK_ROWS = 50_000
_CODE = pa.schema(
    {"column_name": pa.string(), "cell": pa.string(), "codes": pa.list_(pa.string()), "has_unmapped": pa.bool_()}
)

#: The value used for a cell that doesn't exist.
_NO_TEXT = Sql("cast(null as varchar)")

#: Numbers the rows of a table that came in several parts: part * PART_ROWS + row. No file has this many rows.
PART_ROWS = 10_000_000_000


@dataclass(frozen=True)
class Stated:
    """What applies to a whole delivery: its day, the days it covers, and the spellings in each code list."""

    sent_on: date
    covers_from: date | None
    covers_to: date | None
    spellings: Mapping[str, Mapping[str, str]]


def read_sheets(con: duckdb.DuckDBPyConnection, table: Table, sheets: Sequence[Sheet], stated: Stated) -> Layout:
    """Read the parts of a table into temporary tables `<table>_part`, `<table>_sent` and `<table>_read`.

    `_part` has each part's file, its days and its label, which together with a row number says where to find a row.
    `_sent` has row_number, row_problem, the cells as sent (c0, c1, ...) and any cells beyond the header.
    `_read` has the same rows, with a value and a problem for each column in the contract, and is_duplicate: whether
    every cell, once trimmed, equals the same cell in an earlier row of the same file. Cells that may differ in rows of
    one record don't count; is_variant says that only these differ.

    Raises:
        Refusal: if a header doesn't match the contract, or a part can't be read to its end.
    """
    layout = lay_out(table, sheets)
    _load_parts(con, table, sheets, stated)
    _load_sent(con, table, sheets, layout)
    _conform_codes(con, table, layout.header, stated)
    _read_cells(con, table, layout.header, stated)
    return layout


def _load_parts(con: duckdb.DuckDBPyConnection, table: Table, sheets: Sequence[Sheet], stated: Stated) -> None:
    several_files = len({sheet.file for sheet in sheets}) > 1
    where = [sheet.worksheet or (sheet.file if several_files else "") for sheet in sheets]
    covers = [sheet.covers or (stated.covers_from, stated.covers_to) for sheet in sheets]
    parts = {
        "part": list(range(len(sheets))),
        "file": [sheet.file for sheet in sheets],
        "label": [f"{place}, row " if place else "" for place in where],
        "covers_from": [first for first, _ in covers],
        "covers_to": [last for _, last in covers],
    }
    con.execute(_SQL("parts", table=table), parts)


def _load_sent(con: duckdb.DuckDBPyConnection, table: Table, sheets: Sequence[Sheet], layout: Layout) -> None:
    width = len(layout.names)
    cells = cell_names(width)
    names = ["row_number", "row_problem", *cells, "overflow"]
    con.execute(_SQL("sent", table=table, cells=cells))
    for part, (sheet, places) in enumerate(zip(sheets, layout.places, strict=True)):
        while chunk := list(islice(sheet.rows, _CHUNK_ROWS)):
            con.register("chunk", pa.table(_columns(chunk, places, width, part * PART_ROWS), names=names))
            con.execute(_SQL("add_sent", table=table))
            con.unregister("chunk")


def cell_names(width: int) -> list[str]:
    """Return the names of a row's cells in `<table>_sent`: c0, c1, and so on."""
    return [f"c{index}" for index in range(width)]


def _columns(rows: Sequence[Row], places: Sequence[int], width: int, first: int) -> list[pa.Array]:
    own = len(places)
    padded = zip(*(row.cells[:own] + [""] * (own - len(row.cells)) for row in rows), strict=True)
    columns: list[Sequence[str] | None] = [None] * width
    for place, column in zip(places, padded, strict=True):
        columns[place] = column
    return [
        pa.array([first + row.number for row in rows], pa.int64()),
        pa.array([row.problem for row in rows], pa.string()),
        *(pa.array(column or [""] * len(rows), pa.string()) for column in columns),
        pa.array([",".join(row.cells[own:]) or None for row in rows], pa.string()),
    ]


def _conform_codes(con: duckdb.DuckDBPyConnection, table: Table, header: Header, stated: Stated) -> None:
    """Read each distinct spelling once, into `<table>_code`: the codes for each cell of a coded column."""
    coded = [column for column in table.columns if column.codes and column.name in header.positions]
    if not coded:
        return
    cells = [(column, f"c{header.positions[column.name]}", _marks(table, column, stated)) for column in coded]
    sent = con.execute(_SQL("coded_cells", table=table, coded=cells)).fetchall()
    found = []
    for column in coded:
        spellings, unknown = stated.spellings.get(column.codes or "", {}), unknown_member(column.codes or "")
        own = (cell for of, cell in sent if of == column.name)
        found += [(column.name, *conformed) for conformed in conform(own, spellings, unknown, column.many)]
    columns = zip(*found, strict=True) if found else [()] * len(_CODE)
    arrays = [pa.array(cells, kind) for cells, kind in zip(columns, _CODE.types, strict=True)]
    con.register("codes", pa.table(arrays, schema=_CODE))
    con.execute(_SQL("codes", table=table))
    con.unregister("codes")


def _read_cells(con: duckdb.DuckDBPyConnection, table: Table, header: Header, stated: Stated) -> None:
    """Make `<table>_read`: each row as it was read, with each value beside any problem in its cell."""
    places = {column: f"c{position}" for column, position in header.positions.items()}
    cells = cell_names(len(header.positions) + len(header.ignored))
    may_differ = {places[column] for column in table.may_differ if column in places}
    columns = {places[column.name]: column for column in table.columns if column.name in places}
    statement = _SQL(
        "read_cells",
        table=table,
        cells=cells,
        compared=[cell for cell in cells if cell not in may_differ],
        places=places,
        marks={cell: _marks(table, column, stated) for cell, column in columns.items()},
        several=[cell for cell, column in columns.items() if column.many],
        readings={column.name: _reading(table, column, places.get(column.name)) for column in table.columns},
        coded=[column.name for column in table.columns if column.codes and column.name in places],
        part_rows=PART_ROWS,
    )
    # DuckDB only accepts parameters that a statement names, and not every table has a day.
    con.execute(statement, {"sent_on": stated.sent_on} if "$sent_on" in statement else {})


def _marks(table: Table, column: Column, stated: Stated) -> Sql:
    """Return, as an SQL list, what means missing in a column."""
    marks = missing_marks(table, column, stated.spellings.get(column.codes or "", {}))
    return Sql(f"[{', '.join(map(text, marks))}]::varchar[]")


def _reading(table: Table, column: Column, place: str | None) -> Reading:
    """Return how a column at a place in its row is read. Free text is never read."""
    if column.codes is not None:
        return _coded(column, place)
    cell = _NO_TEXT if place is None or column.free_text else name(place)
    return reader(table, column).reading(cell, name(f"parsed_{column.name}"))


def _coded(column: Column, place: str | None) -> Reading:
    """Return how a coded column is read, by looking its codes up in `<table>_code`."""
    if place is None:
        return Reading(None, Sql(f"cast(null as {sql_type(column)})"), _NO_TEXT)
    code, cell = name(f"code_{column.name}"), name("parsed", place)
    unmapped = f"has a value that isn't in the reference lists; it was read as {unknown_member(column.codes or '')}"
    return Reading(
        parse=None,
        value=Sql(f"{code}.codes" if column.many else f"{code}.codes[1]"),
        problem=Sql(
            f"case when is_error({cell}) then {text(ERROR)} when {code}.has_unmapped then {text(unmapped)} end"
        ),
    )
