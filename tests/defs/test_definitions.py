"""What Dagster shows: the lineage from each raw delivery to each workbook, in groups and with descriptions."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from functools import cache

import dagster as dg
import pytest

from pipelines.build.sql_file import sql_tables
from pipelines.definitions import defs
from pipelines.landing.status import overdue
from schemas.agencies import all_agencies
from tests.landing.test_ledger import ENTRY


@pytest.fixture(scope="module")
def graph():
    return defs().resolve_asset_graph()


@pytest.fixture(scope="module")
def ancestors(graph):
    """Every asset upstream of a key, at any distance."""

    @cache
    def above(key: dg.AssetKey) -> frozenset[dg.AssetKey]:
        parents = frozenset(graph.get(key).parent_keys)
        return parents.union(*(above(parent) for parent in parents))

    return above


def test_every_raw_delivery_reaches_every_workbook_and_the_release(graph, ancestors):
    raw = {dg.AssetKey(["raw", agency.stem]) for agency in all_agencies()}
    ends = [key for key in graph.get_all_asset_keys() if key.path[0] in ("extract", "release")]
    assert len(ends) == 14
    for key in ends:
        assert raw <= ancestors(key), key


def test_every_asset_is_in_its_layers_group_and_has_a_description(graph):
    groups = {}
    for key in graph.get_all_asset_keys():
        node = graph.get(key)
        assert node.description, key
        groups.setdefault(node.group_name, set()).add(key.path[0])
    assert groups == {
        "raw": {"raw"},
        "reference": {"reference"},
        "landed": {"landed"},
        "vault": {"vault"},
        "audit": {"audit"},
        "staged": {"staged"},
        "linked": {"linked"},
        "published": {"published"},
        "star": {"star"},
        "mart": {"mart"},
        "extracts": {"extract"},
        "release": {"release"},
    }


def test_every_sql_file_is_an_asset_that_shows_its_header(graph):
    for table in sql_tables():
        node = graph.get(dg.AssetKey([table.schema, table.name]))
        assert table.header.sentence in node.description
        assert ", ".join(table.header.grain) in node.description


def test_the_load_is_scheduled_at_two_in_london():
    schedule = defs().resolve_schedule_def("nightly_schedule")
    assert (schedule.cron_schedule, schedule.execution_timezone) == ("0 2 * * *", "Europe/London")
    assert schedule.job_name == "nightly"


@pytest.mark.parametrize(("by_dev", "status"), [("1", "STOPPED"), ("", "RUNNING")])
def test_loads_start_by_themselves_except_where_someone_only_looks_at_them(by_dev, status):
    look = (
        "from pipelines.definitions import defs; found = defs(); "
        "print(found.resolve_schedule_def('nightly_schedule').default_status.value, "
        "*(sensor.default_status.value for sensor in found.sensors))"
    )
    environment = {**os.environ, "DAGSTER_IS_DEV_CLI": by_dev}
    done = subprocess.run([sys.executable, "-c", look], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split()[-2:] == [status, status]


def test_every_check_blocks_except_for_drift(graph):
    checks = [graph.get_check_spec(key) for key in graph.asset_check_keys]
    assert len([check for check in checks if check.blocking]) > 10
    warning = sorted(check.name for check in checks if not check.blocking)
    assert warning == ["drift"] * len(all_agencies()) + ["linkage_drift"]


def test_an_agency_is_late_in_dagster_from_the_day_it_is_overdue_in_status(graph):
    day = ENTRY.delivery_date
    for agency in all_agencies():
        late_after = graph.get(dg.AssetKey(["raw", agency.stem])).freshness_policy.fail_window.to_timedelta()
        newest = [replace(ENTRY, agency=agency.stem)]
        assert overdue(newest, [agency], day + late_after - timedelta(days=1)) == []
        assert overdue(newest, [agency], day + late_after) != []
