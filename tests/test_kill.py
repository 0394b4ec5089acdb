"""The load killed at any instant: no reader sees a half-built table, and the next run needs no help."""

import json
import shutil
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import duckdb
import pytest

from tests.drawn.deliveries import CASE, MARKER, OFFENCE, VICTIM, police_delivery, victim_support_delivery
from tests.running.command import kill, nightly

#: Nights that are killed one after the other, each later than the night before, which it repairs.
MOMENTS = {
    "while deliveries land": [
        ("after", "pipelines.landing.land:write_rejected"),
        ("after", "pipelines.landing.land:fill_vault"),
        ("after", "pipelines.landing.land:fill_landed"),
        ("after", "pipelines.landing.ledger:enter"),
        ("after", "pipelines.linkage.registry:enter"),
    ],
    "while tables are built": [
        ("after", "pipelines.build.sql_table:create"),
        ("before", "pipelines.linkage.night:_write"),
        ("after", "pipelines.release.publish:_write_database"),
        ("before", "pipelines.release.publish:switch"),
    ],
    "once all is done": [("after", "pipelines.release.publish:switch")],
}


def deliver_first(home: Path) -> None:
    police_delivery(home / "raw", offences=[OFFENCE], markers=[MARKER], victims=[VICTIM])


def deliver_news(home: Path) -> None:
    news = [{**OFFENCE, "offence_ref": f"23/{number}/17"} for number in range(2, 14)]
    bad = {**OFFENCE, "offence_ref": "23/99/17", "recorded_date": "some day"}
    police_delivery(home / "raw", "2017-10-03", offences=[*news, bad], window=("2017-08-01", "2017-09-30"))
    victim_support_delivery(home / "raw", cases=[CASE, {**CASE, "Case ID": "VS-2"}])


#: The column of each table that holds when something was done, or the release's id, which comes from that time.
TIMES = {
    "audit.delivery": "loaded_at",
    "audit.linkage_quality": "linked_at",
    "audit.linkage_change": "changed_at",
    "audit.published_cell": "release_id",
    "audit.published_change": "release_id",
    "audit.published_figure": "release_id",
    "mart.revision": "release_id",
}

#: Each pseudonym, and a record that identifies it: pseudonyms are random, so they differ in each warehouse.
PSEUDONYMS = """
    select person_id, min('person of ' || agency || ' ' || record_ref) from star.bridge_record_victim group by all
    union all
    select id, min('incident of ' || agency || ' ' || record_ref)
    from (unpivot star.bridge_record_incident on incident_id_low, incident_id, incident_id_high into name kind value id)
    group by id
"""


def content(home: Path) -> dict[str, list]:
    """Return every table of the current release, without the times at which things were done and random ids."""
    with duckdb.connect(home / "warehouse/current/hatecrime.duckdb", read_only=True) as con:
        names = con.execute(
            "select schema_name || '.' || table_name from duckdb_tables() where table_name <> 'release' order by 1"
        ).fetchall()
        known = dict(con.execute(PSEUDONYMS).fetchall())
        columns = {name: f"* exclude ({TIMES[name]})" if name in TIMES else "*" for (name,) in names}
        tables = {name: con.execute(f"select {which} from {name}").fetchall() for name, which in columns.items()}
    return {
        name: sorted(
            ([known.get(cell, cell) if isinstance(cell, str) else cell for cell in row] for row in rows), key=str
        )
        for name, rows in tables.items()
    }


def is_whole(release: Path) -> bool:
    files = json.loads((release / "manifest.json").read_text(encoding="utf-8"))["files"]
    return all(sha256((release / name).read_bytes()).hexdigest() == digest for name, digest in files.items())


@pytest.fixture(scope="module")
def first_night(tmp_path_factory):
    """A warehouse after its first night."""
    home = tmp_path_factory.mktemp("first_night")
    deliver_first(home)
    assert nightly(home).exit_code == 0
    return home


@pytest.fixture(scope="module")
def undisturbed(first_night, tmp_path_factory):
    """What the release holds if nothing was killed."""
    home = tmp_path_factory.mktemp("undisturbed") / "home"
    shutil.copytree(first_night, home, symlinks=True)
    deliver_news(home)
    assert nightly(home).exit_code == 0
    return content(home)


@pytest.mark.parametrize("moments", MOMENTS.values(), ids=MOMENTS)
def test_the_next_run_repairs_a_killed_one(tmp_path, first_night, undisturbed, moments):
    shutil.copytree(first_night, tmp_path, symlinks=True, dirs_exist_ok=True)
    before = (tmp_path / "warehouse/current").resolve()
    deliver_news(tmp_path)
    for when, target in moments:
        kill(when, target, "nightly", "--raw", tmp_path / "raw", "--warehouse", tmp_path / "warehouse")
        current = (tmp_path / "warehouse/current").resolve()
        assert is_whole(current), "a reader sees the old release or the new one, never half of one"
        assert current == before or (when, target) == ("after", "pipelines.release.publish:switch")

    night = nightly(tmp_path)
    assert night.exit_code == 0
    assert "2017-10-03" in night.output, "the next run reports what a killed run landed"
    assert content(tmp_path) == undisturbed
    with closing(sqlite3.connect(tmp_path / "warehouse/.dagster/history/runs.db")) as runs:
        assert {status for (status,) in runs.execute("select status from runs")} == {"SUCCESS", "FAILURE"}
    assert (tmp_path / "warehouse/rejected/police/2017-10-03.xlsx").exists()
    assert not list((tmp_path / "warehouse/releases").glob(".*"))
