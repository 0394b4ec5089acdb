"""The police's part of the star, drawn: what their marts are built from."""

import duckdb

from tests.drawn.tables import build_drawn, draw, draw_coverage

RUGBY, WARWICK, COUNTY = "E07000220", "E07000222", "E10000031"
DISTRICTS = f"""
    district_code | district_name
    {RUGBY}       | Rugby
    {WARWICK}     | Warwick
    OUT           | Outside Warwickshire
    UNK           | Unknown
"""
MARKERS = """
    marker_code | axis       | is_hate_marker
    RM          | motivation | true
    HO          | motivation | true
    HV          | reporter   | true
    CY          | context    | false
    UNK         | context    | false
"""
ETHNICITIES = """
    ethnicity                     | ethnic_group
    White British                 | White
    White Irish                   | White
    Asian or British Asian Indian | Asian
    Arab                          | Other
    Unknown                       | Unknown
"""


def months(first: str, number: int) -> list[str]:
    """Return the first days of this many months, from a given one."""
    year, month = (int(part) for part in first.split("-")[:2])
    return [f"{year + (month - 1 + on) // 12}-{(month - 1 + on) % 12 + 1:02}-01" for on in range(number)]


def police_star(covered: dict[str, str]) -> duckdb.DuckDBPyConnection:
    """Return a star in which the police cover the given months and hold no records."""
    con = duckdb.connect()
    draw(con, "audit.delivery", "delivery_date date\n2018-12-31")
    build_drawn(con, "star.dim_date")
    draw(con, "star.dim_district", DISTRICTS)
    build_drawn(con, "star.bridge_place_district")
    draw(con, "star.dim_interest_marker", MARKERS, marker_name="x")
    draw(con, "star.dim_ethnicity", ETHNICITIES)
    draw(con, "star.dim_premises_type", "premises_type\nRetail\nOnline\nUnknown")
    draw(con, "star.dim_reporting_channel", "reporting_channel\n101\nTrue Vision\nUnknown")
    draw(con, "star.dim_key_date", "date | event\n2017-06-19 | Finsbury Park\n2017-06-03 | London Bridge")
    draw_coverage(con, "\n".join(["month_start | police", *(f"{month} | {how}" for month, how in covered.items())]))
    return con


def draw_offences(con: duckdb.DuckDBPyConnection, text: str, **same: str) -> None:
    """Draw police records; columns that a drawing leaves out are the same for all of them."""
    of_all = {
        "record_type": "Offence",
        "is_hate": "true",
        "district_code": RUGBY,
        "premises_type": "Unknown",
        "reporting_channel": "Unknown",
        "jsna_area": "Unknown",
        "offence_category": "Unknown",
        "status": "current",
        "delivery_id": "police/2018-12-31",
        **same,
    }
    header = [column.strip() for column in text.strip().splitlines()[0].split("|")]
    draw(con, "star.fct_offence", text, **{name: cell for name, cell in of_all.items() if name not in header})
