"""The agencies there are: every contract in `schemas/` that declares one. Nothing is registered by hand."""

import importlib
import pkgutil

import duckdb
import pyarrow as pa

import schemas
from schemas.contract import Agency


def all_agencies() -> list[Agency]:
    """Return every agency declared by a module of `schemas`, by stem."""
    modules = (importlib.import_module(f"schemas.{found.name}") for found in pkgutil.iter_modules(schemas.__path__))
    declared = {value.stem: value for module in modules for value in vars(module).values() if isinstance(value, Agency)}
    return [declared[stem] for stem in sorted(declared)]


def load_agencies(con: duckdb.DuckDBPyConnection) -> None:
    """Load the agencies as `landed.agency`: agency, agency_name, sender, kind, cadence_days."""
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
