"""Drift: how a delivery's columns were found, and how that differs from the contract and from earlier deliveries.

Here: `audit.column` and the findings drawn from it, in counts and the contract's own words. They contain no value that
was sent and no heading that isn't in the contract; those are in the workbook of rejected rows.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from fractions import Fraction
from typing import Literal, NamedTuple

import duckdb

from pipelines.build.statement import Statements
from pipelines.files.headers import Header
from schemas.contract import Table

_SQL = Statements(__file__)

#: How far a share of missing cells must be outside all earlier shares to be reported: a few points are normal.
FAR = Fraction(10, 100)
#: With fewer cells a share says little: one cell would be more than five percentage points.
LEAST_CELLS = 20
#: One earlier delivery is not a range.
LEAST_EARLIER = 2


@dataclass(frozen=True)
class Met:
    """How a column of a table was found: a row of `audit.column`, without its delivery."""

    table_name: str
    column_name: str
    met: Literal["as named", "alias", "absent", "ignored"]
    alias: str | None
    cells: int
    missing: int | None
    unmapped: int | None


class Finding(NamedTuple):
    """Something that drifted: its table, its kind, and a plain sentence."""

    table_name: str
    kind: Literal["ignored", "alias", "absent", "unmapped", "missing"]
    sentence: str


#: The shares of missing cells in earlier deliveries, by table and column.
History = Mapping[tuple[str, str], Sequence[Fraction]]


def measure(con: duckdb.DuckDBPyConnection, table: Table, header: Header) -> list[Met]:
    """Count the missing and unmapped cells in each column of `<table>_read`, before rules empty any."""
    counted = con.execute(_SQL("measure", table=table)).fetchone()
    cells, *found = counted or ()
    met = []
    for column, missing, unmapped in zip(table.columns, found[::2], found[1::2], strict=True):
        alias = ", ".join(alias for alias in header.aliases_used if alias in column.aliases) or None
        how: Literal["as named", "alias"] = "alias" if alias else "as named"
        is_there = column.name in header.positions or _is_in_parts(column.name, header)
        of_codes = unmapped if column.codes is not None else None
        met.append(Met(table.name, column.name, how if is_there else "absent", alias, cells, missing, of_codes))
    return met + [Met(table.name, place(index), "ignored", None, cells, None, None) for index in header.ignored]


def _is_in_parts(name: str, header: Header) -> bool:
    """Say whether an object was sent: its keys are columns, as `contact_surname`, and it is none itself."""
    return any(sent.startswith(f"{name}_") for sent in header.positions)


def place(index: int) -> str:
    """Return a name for a column that isn't in the contract, because its heading may contain anything."""
    return f"column {index + 1}"


def enter(
    con: duckdb.DuckDBPyConnection, agency: str, delivery_date: date, revision: int, columns: Iterable[Met]
) -> None:
    """Write how the columns in one revision of a delivery were found, replacing what was written before."""
    delivery = {"agency": agency, "delivery_date": delivery_date, "revision": revision}
    con.execute(_SQL("clear_columns"), delivery)
    met = list(columns)
    cells = {field.name: [getattr(column, field.name) for column in met] for field in fields(Met)}
    con.execute(_SQL("enter_columns"), {**delivery, **cells})


def history(con: duckdb.DuckDBPyConnection, agency: str, before: date) -> History:
    """Return the shares of missing cells in the current deliveries that the agency sent before a day."""
    asked_for = {"agency": agency, "before": before, "least_cells": LEAST_CELLS}
    found = con.execute(_SQL("column_history"), asked_for).fetchall()
    shares = defaultdict(list)
    for table, column, missing, cells in found:
        shares[table, column].append(Fraction(missing, cells))
    return shares


def findings(
    columns: Iterable[Met], earlier: History, headings: Mapping[tuple[str, str], str] | None = None
) -> Iterator[Finding]:
    """Yield what drifted in a delivery.

    Args:
        columns: How the delivery's columns were found.
        earlier: The agency's history before the delivery.
        headings: The headings of ignored columns, by table and place. Only for the private workbook.
    """
    for column in columns:
        name, which = column.column_name, (column.table_name, column.column_name)
        if column.met == "ignored":
            heading = f", {headings[which]!r}," if headings else ""
            yield Finding(column.table_name, "ignored", f"{name}{heading} isn't in the contract, so it was ignored")
        elif column.met == "absent":
            # In a few rows of JSON, a key may be left out because nobody had anything to say there.
            if column.cells >= LEAST_CELLS:
                yield Finding(column.table_name, "absent", f"{name} was not sent")
        else:
            if column.alias:
                sentence = f"{name} was sent as {column.alias!r}, a listed alias, and was read"
                yield Finding(column.table_name, "alias", sentence)
            if column.unmapped:
                have, were = "have values that aren't", "they were"
                if column.unmapped == 1:
                    have, were = "has a value that isn't", "it was"
                unmapped = f"{column.unmapped:,} of {column.cells:,} cells {have} in the reference lists"
                sentence = f"{name}: {unmapped}, so {were} read as unknown"
                yield Finding(column.table_name, "unmapped", sentence)
            if said := _far_from(column, earlier.get(which, ())):
                yield Finding(column.table_name, "missing", said)


def newest_findings(con: duckdb.DuckDBPyConnection) -> dict[tuple[str, date], list[Finding]]:
    """Return what drifted in each agency's newest delivery, by agency and day. A ledger from before drift has none."""
    if not con.execute(_SQL("has_columns")).fetchall():
        return {}
    rows = con.execute(_SQL("newest_columns")).fetchall()
    met = defaultdict(list)
    for agency, delivery_date, *column in rows:
        met[agency, delivery_date].append(Met(*column))
    return {
        (agency, day): found
        for (agency, day), columns in sorted(met.items())
        if (found := list(findings(columns, history(con, agency, day))))
    }


def _far_from(column: Met, shares: Sequence[Fraction]) -> str | None:
    """Return a sentence if a column's share of missing cells is far from all earlier shares."""
    if column.cells < LEAST_CELLS or len(shares) < LEAST_EARLIER:
        return None
    share, least, most = Fraction(column.missing or 0, column.cells), min(shares), max(shares)
    if least - FAR <= share <= most + FAR:
        return None
    was = f"{_percent(least)}" if _percent(least) == _percent(most) else f"{_percent(least)} to {_percent(most)}"
    return (
        f"{column.column_name}: {_percent(share)} of {column.cells:,} cells are missing, "
        f"compared with {was} in {len(shares)} earlier deliveries"
    )


def _percent(share: Fraction) -> str:
    return f"{float(share):.0%}"
