"""The sensor: what it asks for when a delivery arrives, and that the run it asks for ends in a release."""

import json
from datetime import datetime

import dagster as dg
import duckdb
import pytest

from pipelines.build.warehouse import ROOT, Warehouse
from pipelines.definitions import definitions
from tests.drawn.deliveries import OFFENCE, police_delivery, schools_delivery, settle, victim_support_delivery

SENSOR = "new_delivery_sensor"


class Watch:
    """The sensor over a raw folder, tick after tick."""

    def __init__(self, home, instance):
        self.raw, self.home, self.instance, self.cursor = home / "raw", home, instance, None
        self.raw.mkdir()
        self.definitions = definitions(self.raw, Warehouse(home / "warehouse"))
        self.sensor = self.definitions.resolve_sensor_def(SENSOR)
        self.job = self.definitions.resolve_job_def("nightly")

    def tick(self):
        """Return the run that a tick asks for, or None. The reason for None is in `said`."""
        found = self.sensor.evaluate_tick(
            dg.build_sensor_context(instance=self.instance, cursor=self.cursor, definitions=self.definitions)
        )
        self.cursor = found.cursor
        assert len(found.run_requests) <= 1
        self.said = found.skip_message
        return found.run_requests[0] if found.run_requests else None

    def run(self, request):
        """Run the requested run, as Dagster does."""
        return self.job.execute_in_process(instance=self.instance, asset_selection=list(request.asset_selection))

    def arrivals(self, agency):
        """Return what was reported to Dagster about an agency's deliveries, oldest first."""
        key = dg.AssetKey(["raw", agency])
        events = self.instance.fetch_materializations(key, limit=10, ascending=True).records
        return [{name: value.value for name, value in event.asset_materialization.metadata.items()} for event in events]

    def build(self):
        """Make the warehouse look as if a load had already released something."""
        (self.home / "warehouse").mkdir()
        (self.home / "warehouse/build.duckdb").touch()
        (self.home / "warehouse/current").mkdir()

    def query(self, text):
        with duckdb.connect(self.home / "warehouse/current/hatecrime.duckdb", read_only=True) as con:
            return con.execute(text).fetchall()


@pytest.fixture
def watch(tmp_path):
    with dg.DagsterInstance.ephemeral() as instance:
        yield Watch(tmp_path, instance)


def names(request, layer):
    return {key.path[1] for key in request.asset_selection if key.path[0] == layer}


def test_it_watches_from_the_start(watch):
    sensor = watch.definitions.resolve_sensor_def(SENSOR)
    assert sensor.default_status is dg.DefaultSensorStatus.RUNNING
    assert sensor.job_name == "nightly"


def test_without_a_delivery_there_is_nothing_to_run(watch):
    assert watch.tick() is None
    assert watch.said == "No delivery has arrived"


def test_the_requested_run_ends_in_a_release(watch):
    police_delivery(watch.raw)
    first = watch.tick()
    assert {"police__offences", "schools__incidents"} <= names(first, "landed"), "nothing was ever built"
    assert watch.run(first).success
    assert watch.query("select offence_ref from star.fct_offence") == [("23/1/17",)]
    known = [{"delivery_date": "2017-09-03", "files": 4, "rows_sent": 1}]
    assert (watch.arrivals("police"), watch.arrivals("schools")) == (known, [])
    latest = watch.instance.get_latest_materialization_event(dg.AssetKey(["raw", "police"]))
    assert datetime.fromtimestamp(latest.timestamp) == datetime(2017, 9, 3), "freshness counts from the delivery's day"

    schools_delivery(watch.raw)
    request = watch.tick()
    assert names(request, "landed") == {"schools__incidents", "record", "agency"}
    assert names(request, "vault") == set()
    assert names(request, "audit") == {"delivery", "column", "linkage_quality", "linkage_change"}
    assert {"aliases", "school"} <= names(request, "reference"), "they decide how a cell is read"
    assert "schools__incidents" in names(request, "staged")
    assert "silo_district_month" in names(request, "mart")
    assert dg.AssetKey("release") in request.asset_selection
    done = watch.run(request)
    assert done.success
    checked = {check.check_name for check in done.get_asset_check_evaluations() if check.blocking}
    assert {"records_reach_the_star", "foreign_keys"} <= checked, "nothing is released unchecked"
    assert watch.query("select count(*) from star.fct_school_incident") == [(1,)]
    assert watch.query("select offence_ref from star.fct_offence") == [("23/1/17",)]
    assert watch.tick() is None

    assert watch.run(first).success
    assert watch.arrivals("police") == known, "a run without a new delivery makes nothing fresh"
    assert [arrival["delivery_date"] for arrival in watch.arrivals("schools")] == ["2017-07-28"]


def test_an_arrival_asks_only_for_its_agency_and_all_arrivals_share_one_run(watch):
    watch.build()
    police_delivery(watch.raw)
    watch.tick()
    police_delivery(watch.raw, "2017-10-03")
    request = watch.tick()
    assert request.tags["agencies"] == "police"
    assert names(request, "landed") == {"police__offences", "police__markers", "police__victims", "record", "agency"}
    assert names(request, "vault") == {"police__victims"}
    police_delivery(watch.raw, "2017-11-03")
    victim_support_delivery(watch.raw)
    assert watch.tick().tags["agencies"] == "police, victim_support"


def test_changed_reference_lists_make_the_next_arrival_read_every_agency(watch):
    watch.build()
    police_delivery(watch.raw)
    watch.tick()
    own = watch.raw / "reference"
    own.mkdir()
    for path in (ROOT / "raw/reference").glob("*.csv"):
        (own / path.name).write_bytes(path.read_bytes())
    with (own / "aliases.csv").open("a", encoding="utf-8") as file:
        file.write("district,Rugby Town,E07000220\n")
    assert watch.tick() is None
    police_delivery(watch.raw, "2017-10-03")
    assert {"police__offences", "schools__incidents"} <= names(watch.tick(), "landed")


def test_a_delivery_still_being_written_waits(watch):
    folder = police_delivery(watch.raw)
    (folder / "victims.csv").touch()
    assert watch.tick() is None
    assert watch.said == "Still being written: police/2017-09-03"
    settle(folder)
    assert watch.tick() is not None


def test_only_a_changed_file_counts_as_an_arrival(watch):
    folder = police_delivery(watch.raw)
    keys = [watch.tick().run_key]
    assert watch.tick() is None

    police_delivery(watch.raw, offences=[{**OFFENCE, "district": "Warwick"}])
    keys.append(watch.tick().run_key)
    assert watch.tick() is None

    (folder / "another.csv").write_text("")
    assert watch.tick() is None, "it is being overwritten"
    settle(folder)
    keys.append(watch.tick().run_key)
    (folder / "another.csv").unlink()
    keys.append(watch.tick().run_key)
    assert len(set(keys)) == 4, "a delivery that changes back is another arrival"


def test_a_repeated_look_asks_for_the_same_run(watch):
    police_delivery(watch.raw)
    once = watch.tick()
    watch.cursor = None
    assert watch.tick().run_key == once.run_key


def test_a_removed_delivery_is_not_an_arrival_but_counts_when_it_returns(watch):
    folder = police_delivery(watch.raw)
    watch.tick()
    folder.rename(watch.home / "elsewhere")
    assert watch.tick() is None
    (watch.home / "elsewhere").rename(folder)
    assert watch.tick() is not None


def test_the_cursor_names_deliveries_and_never_a_file(watch):
    folder = police_delivery(watch.raw)
    (folder / "Qwertyson.txt").write_text("")
    settle(folder)
    request = watch.tick()
    assert list(json.loads(watch.cursor)["deliveries"]) == ["police/2017-09-03"]
    assert "qwertyson" not in f"{watch.cursor} {request}".lower()


def test_the_build_is_not_opened(watch):
    """A load may be using it, so the sensor isn't disturbed even by a file that isn't a database."""
    watch.build()
    (watch.home / "warehouse/build.duckdb").write_text("no database")
    police_delivery(watch.raw)
    assert watch.tick() is not None
