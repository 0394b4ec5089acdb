"""What a warehouse holds: whose deliveries, and whether these are real or the synthetic sample's.

Here: asking the ledger or, if it can't be read, the newest release, and two rules that follow. A warehouse of real
deliveries takes no synthetic one. And an empty `raw/` is a mistake once something has been loaded.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import duckdb

from pipelines.build.warehouse import Warehouse, WarehouseBusy, read_build
from pipelines.landing.synthetic import Kind, held, is_mark, is_mostly_synthetic
from pipelines.release.releases import Release, releases
from schemas.agencies import agency_titles, all_agencies


class NothingThere(Exception):
    """The folder of deliveries is empty or missing, though deliveries from it have been loaded."""


def holdings(warehouse: Warehouse) -> dict[str, Kind]:
    """Return the agencies whose deliveries a warehouse holds, and of which kind each one's are.

    If the build database can't be read, as while a load is running, the newest release says so.
    """
    if warehouse.build.exists():
        with suppress(WarehouseBusy, duckdb.Error), read_build(warehouse) as con:
            return held(con) or _released(warehouse)
    return _released(warehouse)


def takes_synthetic(con: duckdb.DuckDBPyConnection, warehouse: Warehouse, raw: Path) -> bool:
    """Say whether a warehouse takes synthetic deliveries: it holds some or, before the first night, most are."""
    holds = held(con) or _released(warehouse)
    if not holds:
        return is_mostly_synthetic(raw, all_agencies())
    return any(kind.has_synthetic for kind in holds.values())


def is_all_synthetic(release: Release) -> bool:
    """Say whether a release is made of synthetic deliveries alone."""
    kinds = _kinds(release.manifest.get("deliveries", [])).values()
    return bool(release.notice) and all(kind.is_all_synthetic for kind in kinds)


def hold_raw(raw: Path, holds: Mapping[str, Kind]) -> None:
    """Hold that there is a folder of deliveries, if any have been loaded.

    A folder of any agency is enough: its deliveries may have been archived.

    Raises:
        NothingThere: if `raw` is missing, or has no folder of any agency.
    """
    if holds and not any((raw / agency.stem).is_dir() for agency in all_agencies()):
        titles = agency_titles()
        named = ", ".join(titles.get(agency, agency) for agency in sorted(holds))
        raise NothingThere(
            f"{raw} is {'empty' if raw.is_dir() else 'missing'}, but the warehouse holds deliveries of {named}: "
            "is it mounted? Nothing was done."
        )


def _released(warehouse: Warehouse) -> dict[str, Kind]:
    """Return what the newest release says about itself."""
    newest = next(iter(releases(warehouse)), None)
    return _kinds(newest.manifest["deliveries"]) if newest is not None else {}


def _kinds(files: Iterable[Mapping[str, Any]]) -> dict[str, Kind]:
    """Return the agencies of loaded files, and of which kind each one's deliveries are."""
    marked: dict[tuple[str, str], bool] = {}
    for each in files:
        if each["status"] == "loaded":
            delivery = each["agency"], each["delivery_date"]
            marked[delivery] = marked.get(delivery, False) or (is_mark(each["file"]) and each["sha256"] is not None)
    own: dict[str, list[bool]] = {}
    for (agency, _), is_synthetic in marked.items():
        own.setdefault(agency, []).append(is_synthetic)
    return {agency: Kind(all(found), any(found)) for agency, found in own.items()}
