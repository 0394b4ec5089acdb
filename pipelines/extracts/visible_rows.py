"""What a partner's queries can see: views with the rows of its own districts, and nothing else.

Here: how each table of the star and the marts is limited to districts. A query runs where no other table can be named.
So it needs no limit of its own, and none can be forgotten.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

import duckdb

from pipelines.build.sql_file import CONTRACTS
from pipelines.build.statement import Sql, Statements, name, text

#: The code of the row for the whole county, beside the rows for its districts.
COUNTY = "E10000031"

#: Tables without districts, which are the same for everyone: the months that agencies cover, and lists of codes.
_OF_NO_DISTRICT = {
    "mart.coverage_month",
    "star.dim_agency",
    "star.dim_date",
    "star.dim_ethnicity",
    "star.dim_interest_marker",
    "star.dim_key_date",
    "star.dim_measure",
    "star.dim_offence_category",
    "star.dim_premises_type",
    "star.dim_reporting_channel",
    "star.dim_strand",
}
#: Tables that are counted for the whole county only.
_OF_THE_COUNTY = {"mart.satisfaction_month"}

_SQL = Statements(__file__)


def limit(full_name: str, *database: str) -> Sql | None:
    """Return the condition that limits a table to the districts in the variable `districts`.

    A table without districts is limited through the table whose key it shares, as a bridge through its fact.

    Args:
        full_name: The table's full name.
        database: The database of another table that the condition reads, if it must be named.

    Returns:
        The condition; None if the table can't be limited, so that a partner can't see it.
    """
    table = CONTRACTS.get(full_name)
    if table is None:
        return None
    if full_name in _OF_NO_DISTRICT:
        return Sql("true")
    if full_name in _OF_THE_COUNTY:
        return _among_districts(text(COUNTY))
    if "district_code" in table.columns:
        return _among_districts(name("district_code"))
    for key in table.foreign_key_constraints:
        parent = key.referred_table.fullname
        limited = limit(parent, *database) if parent not in _OF_NO_DISTRICT else None
        if limited and all(column.primary_key for column in key.columns):
            own = [element.parent.name for element in key.elements]
            its = [element.column.name for element in key.elements]
            of_parent = name(*database, *parent.split("."))
            return Sql(_SQL("of_parent", own=own, its=its, parent=of_parent, limited=limited))
    return None


def _among_districts(code: Sql) -> Sql:
    return Sql(f"list_contains(getvariable('districts'), {code})")


@contextmanager
def own_records(con: duckdb.DuckDBPyConnection, districts: Collection[str], tables: Collection[str]) -> Iterator[None]:
    """Let the queries within see some districts' rows of some tables, and no other table.

    Args:
        con: The build database.
        districts: Codes of districts. If they include all of the county's, the county's own row is seen too.
        tables: Full names of tables that can be limited.
    """
    build = con.execute("select current_database()").fetchall()[0][0]
    of_county = {
        code
        for (code,) in con.execute("select district_code from star.dim_district where csp_code is not null").fetchall()
    }
    seen = [*districts, COUNTY] if of_county <= set(districts) else [*districts]
    con.execute("set variable districts = ?", [seen])
    con.execute("attach ':memory:' as own")
    try:
        for table in sorted(tables):
            schema, own = table.split(".")
            con.execute(f"create schema if not exists {name('own', schema)}")
            view, condition = name("own", schema, own), limit(table, build)
            con.execute(_SQL("own_view", view=view, table=name(build, schema, own), condition=condition))
        con.execute("use own")
        yield
    finally:
        con.execute(f"use {name(build)}")
        con.execute("detach own")
        con.execute("reset variable districts")
