"""The agencies that have a contract, as the table `landed.agency`."""

import duckdb
import pyarrow as pa

from schemas.agencies import all_agencies


def load_agencies(con: duckdb.DuckDBPyConnection) -> None:
    """Load the agencies into `landed.agency`: agency, agency_name, sender, kind, cadence_days."""
    con.register(
        "agencies",
        pa.Table.from_pylist(
            [
                {
                    "agency": agency.stem,
                    "agency_name": agency.title,
                    "sender": agency.sender,
                    "kind": agency.kind,
                    "cadence_days": agency.cadence.days,
                }
                for agency in all_agencies()
            ]
        ),
    )
    con.execute("create or replace table landed.agency as from agencies")
    con.unregister("agencies")
