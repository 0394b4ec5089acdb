"""Tables drawn in a test, so that what goes in and what comes out can be read at a glance."""


def drawn(text: str) -> list[dict[str, str | None]]:
    """Return the rows of a table drawn with `|` between its cells; an empty cell is None."""
    lines = [
        [cell.strip() or None for cell in line.strip().strip("|").split("|")] for line in text.strip().splitlines()
    ]
    header, *rows = lines
    return [dict(zip(header, row, strict=True)) for row in rows]


def draw(con, name: str, text: str) -> None:
    """Create a table from a drawing, or fill one that is there; cells are cast to its columns' types."""
    rows = drawn(text)
    columns = list(rows[0])
    schema = name.partition(".")[0]
    con.execute(f"create schema if not exists {schema}")
    there = con.execute("select 1 from duckdb_tables() where schema_name || '.' || table_name = ?", [name]).fetchone()
    if there is None:
        con.execute(f"create table {name} ({', '.join(f'{column} varchar' for column in columns)})")
    for row in rows:
        slots = ", ".join("?" * len(columns))
        con.execute(f"insert into {name} ({', '.join(columns)}) values ({slots})", list(row.values()))
