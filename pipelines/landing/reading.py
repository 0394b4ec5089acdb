"""A sheet, read into DuckDB: each cell as sent beside the value it was understood as.

Here: text to typed values, by column. Whether a row may stay is decided in `pipelines.landing.examination`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

import duckdb
import pyarrow as pa

from pipelines.files.codes import conform
from pipelines.files.headers import Header, Layout, lay_out
from pipelines.files.sheets import Row, Sheet
from pipelines.landing.values import ERROR, READERS
from schemas.contract import Column, Table
from schemas.fields import unknown_member

_CHUNK_ROWS = 50_000
_CODE = pa.schema(
    {"column_name": pa.string(), "cell": pa.string(), "codes": pa.list_(pa.string()), "has_unmapped": pa.bool_()}
)

#: Numbers the rows of a table that came in several parts: part * PART_ROWS + row. No file has as many rows.
PART_ROWS = 10_000_000_000


@dataclass(frozen=True)
class Stated:
    """What holds for a whole delivery: its day, the days it covers, and the spellings of each code list."""

    sent_on: date
    covers_from: date | None
    covers_to: date | None
    spellings: Mapping[str, Mapping[str, str]]


def read_sheets(con: duckdb.DuckDBPyConnection, table: Table, sheets: Sequence[Sheet], stated: Stated) -> Layout:
    """Read the parts of a table into temporary tables `<table>_part`, `<table>_sent` and `<table>_read`.

    `_part` holds each part's file, label (which with a row's number says where to find it) and days; `_sent`
    row_number, row_problem, the cells as sent (c0, c1, ...) and what overflowed the header; `_read` the same rows
    with a value and a problem for each column of the contract, and is_duplicate: every cell equals an earlier
    row's of the same file, after trimming.

    Raises:
        Refusal: if a header is not the contract's, or a part stops being readable.
    """
    layout = lay_out(table, sheets)
    _load_parts(con, table, sheets, stated)
    _load_sent(con, table, sheets, layout)
    _conform_codes(con, table, layout.header, stated)
    _read_cells(con, table, layout.header, stated)
    return layout


def _load_parts(con: duckdb.DuckDBPyConnection, table: Table, sheets: Sequence[Sheet], stated: Stated) -> None:
    con.execute(f"""
        create or replace temp table {table.name}_part
        (part bigint, file varchar, label varchar, covers_from date, covers_to date)
    """)
    several_files = len({sheet.file for sheet in sheets}) > 1
    for part, sheet in enumerate(sheets):
        where = sheet.worksheet or (sheet.file if several_files else "")
        covers = sheet.covers or (stated.covers_from, stated.covers_to)
        label = f"{where}, row " if where else ""
        con.execute(f"insert into {table.name}_part values (?, ?, ?, ?, ?)", [part, sheet.file, label, *covers])


def _load_sent(con: duckdb.DuckDBPyConnection, table: Table, sheets: Sequence[Sheet], layout: Layout) -> None:
    width = len(layout.names)
    cells = [f"c{index}" for index in range(width)]
    names = ["row_number", "row_problem", *cells, "overflow"]
    types = ["bigint", *["varchar"] * (width + 2)]
    columns = ", ".join(f"{name} {sql_type}" for name, sql_type in zip(names, types, strict=True))
    con.execute(f"create or replace temp table {table.name}_sent ({columns})")
    for part, (sheet, places) in enumerate(zip(sheets, layout.places, strict=True)):
        while chunk := list(islice(sheet.rows, _CHUNK_ROWS)):
            con.register("chunk", pa.table(_columns(chunk, places, width, part * PART_ROWS), names=names))
            con.execute(f"insert into {table.name}_sent from chunk")
            con.unregister("chunk")


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
    """Read each distinct spelling once: `<table>_code` holds the codes of a column's cell."""
    coded = {column.name: column for column in table.columns if column.codes and column.name in header.positions}
    if not coded:
        return
    each = (
        f"select distinct '{name}' as column_name, clean_cell(c{header.positions[name]}) as cell from {table.name}_sent"
        for name in coded
    )
    sent = con.execute(f"from ({' union all '.join(each)}) where cell is not null and not is_error(cell)").fetchall()
    found = []
    for name, column in coded.items():
        spellings, unknown = stated.spellings.get(column.codes or "", {}), unknown_member(column.codes or "")
        own = (cell for of, cell in sent if of == name)
        found += [(name, *conformed) for conformed in conform(own, spellings, unknown, column.many)]
    columns = zip(*found, strict=True) if found else [()] * len(_CODE)
    arrays = [pa.array(cells, kind) for cells, kind in zip(columns, _CODE.types, strict=True)]
    con.register("codes", pa.table(arrays, schema=_CODE))
    con.execute(f"create or replace temp table {table.name}_code as from codes")
    con.unregister("codes")


def _read_cells(con: duckdb.DuckDBPyConnection, table: Table, header: Header, stated: Stated) -> None:
    """Make `<table>_read`: a row as understood, each value beside the problem its cell had."""
    cells = [f"c{index}" for index in range(len(header.positions) + len(header.ignored))]
    parsings, readings, joins = [], [], []
    for column in table.columns:
        position = header.positions.get(column.name)
        if column.codes is None:
            parse, value, problem = _reading(column, position, stated.sent_on)
            parsings.append(f"{parse} as parsed_{column.name}")
        else:
            value, problem = _coded(column, position)
            if position is not None:
                name = f"code_{column.name}"
                joins.append(
                    f"left join {table.name}_code as {name}"
                    f" on {name}.column_name = '{column.name}' and {name}.cell = parsed.c{position}"
                )
        readings.append(f"{value} as {column.name}, {problem} as problem_{column.name}")
    con.execute(f"""
        create or replace temp table {table.name}_read as
        with folded as materialized (
            select
                row_number, row_problem, overflow, file, {", ".join(f"fold_space({cell}) as {cell}" for cell in cells)}
            from {table.name}_sent
            join {table.name}_part on part = row_number // {PART_ROWS}
        ),
        cells as materialized (
            select
                row_number,
                row_problem,
                row_number() over (
                    partition by file, {", ".join(cells)}, overflow, row_problem order by row_number
                ) > 1
                    {_and_has_key(table, header)} as is_duplicate,
                {", ".join(f"unless_missing({cell}) as {cell}" for cell in cells)}
            from folded
        ),
        parsed as materialized (
            select *, {", ".join(parsings)}
            from cells
        )
        select row_number, row_problem, is_duplicate, {", ".join(readings)}
        from parsed {" ".join(joins)}
    """)


def _and_has_key(table: Table, header: Header) -> str:
    """Return SQL that keeps rows apart which have no key of their own: each is an event (contracts/police_uk.md)."""
    if table.numbered is None:
        return ""
    position = header.positions.get(table.numbered)
    return "and false" if position is None else f"and unless_missing(c{position}) is not null"


def _reading(column: Column, position: int | None, sent_on: date) -> tuple[str, str, str]:
    """Return SQL for what a column's cell says, for its value and for its problem; nobody reads free text."""
    reader = READERS[column.reads]
    cell = "cast(null as varchar)" if position is None or column.free_text else f"c{position}"
    slots = {"cell": cell, "parsed": f"parsed_{column.name}", "sent_on": f"date '{sent_on}'"}
    value, problem = reader.value.format(**slots), reader.problem.format(**slots)
    return reader.parse.format(**slots), f"cast({value} as {reader.sql_type})", problem


def _coded(column: Column, position: int | None) -> tuple[str, str]:
    """Return SQL for a coded column's value and for its problem."""
    if position is None:
        return f"cast(null as {sql_type(column)})", "cast(null as varchar)"
    codes = f"code_{column.name}.codes"
    return codes if column.many else f"{codes}[1]", (
        f"case when is_error(parsed.c{position}) then '{ERROR}' when code_{column.name}.has_unmapped"
        f" then 'holds a spelling that no list knows; it was read as {unknown_member(column.codes or '')}' end"
    )


def sql_type(column: Column) -> str:
    """Return the DuckDB type in which a column of a contract lands."""
    if column.codes is not None:
        return "VARCHAR[]" if column.many else "VARCHAR"
    return READERS[column.reads].sql_type
