"""Tables drawn in a test, so that what goes in and what comes out can be read at a glance."""

from pipelines.build import provenance
from pipelines.build.sql_check import sql_checks
from pipelines.build.sql_file import CONTRACTS, sql_tables
from pipelines.build.sql_table import build_table, create


def drawn(text: str) -> list[dict[str, str | None]]:
    """Return the rows of a table drawn with `|` between its cells; an empty cell is None."""
    lines = [
        [cell.strip() or None for cell in line.strip().strip("|").split("|")] for line in text.strip().splitlines()
    ]
    header, *rows = lines
    return [dict(zip(header, row, strict=True)) for row in rows]


def draw(con, name: str, text: str, **same: str) -> None:
    """Create a table from a drawing, or fill an existing one; cells are cast to the types of its columns.

    A table declared in `schemas/` is created as declared. In any other, a column's type may follow its name. `same`
    gives columns with the same value in every row.
    """
    rows = [{**row, **same} for row in drawn(text)]
    typed = [column if " " in column else f"{column} varchar" for column in rows[0]]
    columns = [column.partition(" ")[0] for column in rows[0]]
    schema = name.partition(".")[0]
    con.execute(f"create schema if not exists {schema}")
    there = con.execute("select 1 from duckdb_tables() where schema_name || '.' || table_name = ?", [name]).fetchone()
    if there is None and name in CONTRACTS:
        draw_empty(con, name)
    elif there is None:
        con.execute(f"create table {name} ({', '.join(typed)})")
    for row in rows:
        slots = ", ".join("?" * len(columns))
        con.execute(f"insert into {name} ({', '.join(columns)}) values ({slots})", list(row.values()))


def draw_empty(con, name: str) -> None:
    """Create a table that is declared in `schemas/`, without rows."""
    con.execute(f"create schema if not exists {name.partition('.')[0]}")
    nothing = ", ".join(f"null as {column.name}" for column in CONTRACTS[name].columns)
    create(con, _table(name), f"select {nothing} where false")


def draw_coverage(con, text: str) -> None:
    """Fill the coverage table from a drawing with a row for each month and a column for each agency."""
    for row in drawn(text):
        month = row.pop("month_start")
        for agency, coverage in row.items():
            cells = f"agency | month_start | coverage\n{agency} | {month} | {coverage}"
            draw(con, "mart.coverage_month", cells, days_covered="0", days="28")
    con.execute("""
        create schema if not exists staged;
        create or replace table staged.covered_month as
        select agency, month_start, days_covered from mart.coverage_month where coverage <> 'none'
    """)


def build_drawn(con, name: str) -> None:
    """Build a table from drawn ones, and check it against its contract and its grain."""
    table = _table(name)
    provenance.create(con)
    build_table(con, table, dict.fromkeys(table.dependencies, "drawn"))


def violations(con, name: str) -> int:
    """Return how many rows a check finds."""
    return next(check for check in sql_checks() if check.name == name).violations(con)


def _table(name: str):
    return next(table for table in sql_tables() if table.full_name == name)
