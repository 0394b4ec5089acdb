"""A description of a release's Parquet files by the Data Package standard: `datapackage.json`.

Here: the descriptor, made only from headers and contracts. `publish` writes the files themselves.
Source: Data Package v1, https://specs.frictionlessdata.io/data-package.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlglot
from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, Date, Double, String, Table
from sqlglot import exp

from pipelines.build.sql_file import SqlTable
from pipelines.extracts.publisher import Publisher
from schemas.contract import Agency

PACKAGE = "datapackage.json"
_PROFILE = "data-package"
_MEDIATYPE = "application/vnd.apache.parquet"

#: What Table Schema calls the types that contracts use.
_TYPES = {BigInteger: "integer", Boolean: "boolean", Date: "date", Double: "number", String: "string"}

_DESCRIPTION = (
    "What the agencies of Warwickshire know about hate crime, counted by district and month.\n\n"
    "Counts are exact, and small counts can identify people: handle them under your information sharing agreement, and "
    "do not publish them. No licence is given.\n\n"
    "0 means that the agency's deliveries cover the month and hold none. A missing value means that none of its "
    "deliveries covers the month."
)


@dataclass(frozen=True)
class DataFile:
    """A file of the release: its path in the release, its size in bytes, and its SHA-256."""

    path: str
    size: int
    sha256: str


def data_package(
    release_id: str, files: Mapping[SqlTable, DataFile], agencies: Sequence[Agency], publisher: Publisher
) -> dict[str, Any]:
    """Return the descriptor of a release's marts.

    Args:
        release_id: The release, as the package's version.
        files: The Parquet file of each mart.
        agencies: The agencies whose deliveries the marts are made from.
        publisher: Who publishes the marts, and how they are marked.

    Returns:
        The content of `datapackage.json`, with one resource for each mart. The same arguments give the same content.
    """
    return {
        "profile": _PROFILE,
        "name": "warwickshire-hate-crime-marts",
        "title": publisher.titled("Warwickshire hate crime data warehouse: marts"),
        "description": f"{publisher.marking('operational')}. {publisher.notice} {_DESCRIPTION}".replace("  ", " "),
        "version": release_id,
        "sources": [{"title": f"{agency.title}: {agency.sender}"} for agency in agencies],
        "resources": [_resource(table, file) for table, file in files.items()],
    }


def _resource(table: SqlTable, file: DataFile) -> dict[str, Any]:
    return {
        "name": table.name,
        # Frictionless 5 reads a table through pandas, which turns a missing count into NaN, and rejects that.
        "type": "file",
        "path": file.path,
        "format": "parquet",
        "mediatype": _MEDIATYPE,
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
        "description": table.description,
        "schema": {
            "fields": _fields(table.contract) if table.contract is not None else [],
            "primaryKey": list(table.header.grain),
            "missingValues": [""],
        },
    }


def _fields(contract: Table) -> list[dict[str, Any]]:
    """Return the fields of a contract, in the order of its columns, which is also that of the files."""
    checked = _checked(contract)
    return [_field(column, checked.get(column.name, {})) for column in contract.columns]


def _field(column: Column[Any], checked: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": column.name,
        "type": _TYPES[type(column.type)],
        "description": column.comment,
        "constraints": {"required": not column.nullable, **checked},
    }


def _checked(contract: Table) -> dict[str, dict[str, Any]]:
    """Return what the contract's checks say about single columns: the allowed values, or the least value."""
    found: dict[str, dict[str, Any]] = {}
    for check in contract.constraints:
        if not isinstance(check, CheckConstraint):
            continue
        said = sqlglot.parse_one(str(check.sqltext), dialect="duckdb")
        if not isinstance(said.this, exp.Column):
            continue
        if isinstance(said, exp.In):
            found[said.this.name] = {"enum": [member.name for member in said.expressions]}
        elif isinstance(said, exp.GTE) and said.expression.is_int:
            found[said.this.name] = {"minimum": said.expression.to_py()}
    return found
