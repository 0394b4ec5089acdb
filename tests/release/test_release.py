"""Releases: a new folder each time, and one link to the current one."""

import os
import time
from dataclasses import replace
from datetime import UTC, datetime

import duckdb
import pytest

from pipelines.build import audit_tables
from pipelines.build.sql_file import ContractBroken, SqlHeader, SqlTable
from pipelines.build.sql_table import build_table
from pipelines.build.warehouse import Warehouse
from pipelines.release.current import current_release, held_back, rollback
from pipelines.release.releases import NoSuchRelease, releases
from tests.drawn.tables import draw


def test_a_release_is_a_folder_of_database_extracts_and_manifest_and_current_at_once(press):
    made = press.publish()
    home = press.warehouse.home
    assert str(press.warehouse.current.readlink()) == f"releases/{made.release_id}"
    assert current_release(press.warehouse).release_id == made.release_id
    files = {str(path.relative_to(made.folder)) for path in made.folder.rglob("*") if path.is_file()}
    assert files == {
        "hatecrime.duckdb",
        "datapackage.json",
        "dictionary.html",
        "manifest.json",
        "extracts/csp/README.txt",
        "extracts/csp/SHA256SUMS",
        "extracts/csp/csp.xlsx",
    }
    assert press.strand_in_force() == "race"
    assert [path.name for path in home.iterdir() if path.name.startswith(".")] == []


def test_a_released_table_has_comments_and_required_columns_but_no_index(press):
    made = press.publish()
    with duckdb.connect(made.database, read_only=True) as con:
        assert con.execute("select comment from duckdb_tables() where table_name = 'dim_strand'").fetchone() == (
            "A strand.\n\nGrain: strand.",
        )
        held = con.execute("select distinct constraint_type from duckdb_constraints()").fetchall()
        assert ("NOT NULL",) in held
        # An index's pages are padded with whatever was in that memory before, which may be a name.
        assert not {("PRIMARY KEY",), ("UNIQUE",)} & set(held)
        assert con.execute("select count(*) from audit.delivery").fetchone() == (0,)


def test_the_rows_of_a_released_table_are_in_the_order_of_its_grain(press):
    press.build("religion", "race", "disability")
    with duckdb.connect(press.publish().database, read_only=True) as con:
        assert con.execute("select strand from star.dim_strand").fetchall() == [
            ("disability",), ("race",), ("religion",),
        ]  # fmt: skip


def test_a_release_is_named_by_its_time_in_utc_wherever_it_is_made(press, monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    before, made, after = utc_now(), press.publish(), utc_now()
    monkeypatch.undo()
    time.tzset()
    assert before <= made.release_id <= after


def utc_now():
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}"


def test_without_news_nothing_is_released(press):
    first = press.publish()
    assert press.publish() is None
    assert [each.release_id for each in releases(press.warehouse)] == [first.release_id]


def test_other_code_that_makes_releases_is_news(press, monkeypatch):
    first = press.publish()
    monkeypatch.setattr("pipelines.release.publish.provenance.code_of", lambda *_: "other code")
    assert press.publish().release_id > first.release_id
    assert press.publish() is None


def test_another_meaning_of_an_audit_table_is_news(press, monkeypatch):
    first = press.publish()
    delivery, *others = audit_tables.AUDIT
    monkeypatch.setattr(audit_tables, "AUDIT", (replace(delivery, meaning="What came of a file."), *others))
    assert press.publish().release_id > first.release_id


def test_a_delivery_that_changed_nothing_but_the_ledger_is_news(press):
    press.publish()
    draw(press.con, "audit.delivery", """
        agency | delivery_date | file  | revision | status | sha256 | loaded_at  | restates | is_contracted
        police | 2017-09-03    | a.csv | 1        | loaded | ab     | 2017-09-04 | true     | true
    """, rows_sent="0", rows_accepted="0", rows_duplicate="0", rows_rejected="0", warnings="0",
         contract_sha256="cd")  # fmt: skip
    assert press.publish() is not None
    assert press.publish() is None


def test_a_table_that_compares_itself_with_earlier_releases_is_no_news(press):
    comparing = SqlTable("mart", "how_many", SqlHeader("A count.", ("n",)), "select count(*) as n from audit.release")
    for number in range(2):
        build_table(press.con, comparing, {"audit.release": f"release {number}"})
        assert (press.publish(comparing) is not None) is (number == 0)


def test_a_changed_dictionary_waits_for_news(press, monkeypatch):
    press.publish()
    monkeypatch.setattr("pipelines.release.publish.tree_page", lambda *_: "says more")
    assert press.publish() is None
    press.build("religion")
    assert (press.publish().folder / "dictionary.html").read_text(encoding="utf-8") == "says more"


def test_a_newer_release_becomes_current_and_the_older_one_stays(press):
    first = press.publish()
    press.build("religion")
    second = press.publish()
    assert press.strand_in_force() == "religion"
    assert [each.release_id for each in releases(press.warehouse)] == [second.release_id, first.release_id]


def test_a_reader_keeps_the_release_it_opened(press):
    press.publish()
    with duckdb.connect(press.warehouse.current / "hatecrime.duckdb", read_only=True) as reader:
        press.build("religion")
        press.publish()
        assert reader.execute("select strand from star.dim_strand").fetchone() == ("race",)


def test_a_run_killed_between_naming_the_release_and_switching_is_healed(press, monkeypatch):
    first = press.publish()
    press.build("religion")
    with monkeypatch.context() as killed:
        killed.setattr("pipelines.release.publish.switch", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            press.publish()
    assert current_release(press.warehouse).release_id == first.release_id
    assert press.publish() is None
    assert press.strand_in_force() == "religion"


@pytest.mark.parametrize("step", ["_write_database", "_flush", "sha256"])
def test_a_run_killed_earlier_leaves_the_old_release_current_and_is_cleared_up(press, monkeypatch, step):
    first = press.publish()
    press.build("religion")
    with monkeypatch.context() as killed:
        killed.setattr(f"pipelines.release.publish.{step}", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            press.publish()
    assert [each.release_id for each in releases(press.warehouse)] == [first.release_id]
    assert press.strand_in_force() == "race"
    second = press.publish()
    assert sorted(path.name for path in press.warehouse.releases.iterdir()) == [first.release_id, second.release_id]


def test_a_release_that_fails_can_be_made_the_next_time(press):
    first = press.publish()
    press.build("religion")
    press.con.execute("alter table star.dim_strand drop column strand_name")
    with pytest.raises(ContractBroken, match="missing"):
        press.publish()
    assert current_release(press.warehouse).release_id == first.release_id
    press.build("disability")
    assert press.publish() is not None
    assert press.strand_in_force() == "disability"


def test_all_of_a_release_is_on_the_disk_before_it_is_named_and_its_name_before_it_ends(press, monkeypatch):
    flushed = []
    fsync = os.fsync

    def note(handle):
        flushed.append((os.fstat(handle).st_ino, press.warehouse.current.exists()))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", note)
    made = press.publish()
    parts = [made.folder, *made.folder.rglob("*")]
    assert {(path.stat().st_ino, False) for path in parts} <= set(flushed)
    assert flushed[-1] == (press.warehouse.home.stat().st_ino, True)


def test_a_half_made_link_of_a_killed_run_does_no_harm(press):
    press.publish()
    press.warehouse.current.with_name(".current").symlink_to("nowhere")
    press.build("religion")
    press.publish()
    assert press.strand_in_force() == "religion"
    assert [path.name for path in press.warehouse.home.iterdir() if path.name.startswith(".")] == []


def test_the_link_exists_at_every_moment_of_a_switch(press, monkeypatch):
    press.publish()
    seen = []
    replace = type(press.warehouse.current).replace

    def look(link, target):
        seen.append(press.strand_in_force())
        made = replace(link, target)
        seen.append(press.strand_in_force())
        return made

    press.build("religion")
    monkeypatch.setattr(type(press.warehouse.current), "replace", look)
    press.publish()
    assert seen == ["race", "religion"]


def test_a_rollback_makes_the_earlier_release_current_and_a_night_without_news_leaves_it(press):
    first = press.publish()
    press.build("religion")
    press.publish()
    assert rollback(press.warehouse, first.release_id).release_id == first.release_id
    assert press.strand_in_force() == "race"
    assert press.publish() is None
    assert press.strand_in_force() == "race"


def test_after_a_rollback_news_is_still_released(press):
    first = press.publish()
    press.build("religion")
    press.publish()
    rollback(press.warehouse, first.release_id)
    press.build("disability")
    assert press.publish() is not None
    assert press.strand_in_force() == "disability"


def test_a_rollback_can_be_undone(press):
    first = press.publish()
    press.build("religion")
    second = press.publish()
    rollback(press.warehouse, first.release_id)
    assert held_back(press.warehouse).release_id == second.release_id
    rollback(press.warehouse, second.release_id)
    assert held_back(press.warehouse) is None
    assert press.strand_in_force() == "religion"
    press.publish()
    assert press.strand_in_force() == "religion"


def test_a_rollback_to_a_missing_release_changes_nothing(press):
    made = press.publish()
    with pytest.raises(NoSuchRelease, match="run hatecrime releases to list them"):
        rollback(press.warehouse, "20170101T000000000000Z")
    assert current_release(press.warehouse).release_id == made.release_id


def test_before_the_first_release_there_is_none(press):
    assert releases(press.warehouse) == []
    assert held_back(press.warehouse) is None
    with pytest.raises(NoSuchRelease, match="run hatecrime nightly first"):
        current_release(press.warehouse)


def test_a_stray_file_among_the_releases_does_not_stop_the_next(press):
    press.publish()
    (press.warehouse.releases / ".DS_Store").write_text("x")
    press.build("religion")
    assert press.publish() is not None


def test_a_warehouse_reached_by_a_link_finds_its_release(press, tmp_path):
    made = press.publish()
    (tmp_path / "link").symlink_to(press.warehouse.home)
    assert current_release(Warehouse(tmp_path / "link")).release_id == made.release_id
