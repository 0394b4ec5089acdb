"""Dagster's event log with connections that stay open: Dagster's own log can read what it writes."""

import dagster as dg
import yaml
from dagster._core.storage.event_log import SqliteEventLogStorage

from pipelines.build.warehouse import ROOT
from pipelines.event_log import EventLog


@dg.asset
def counted() -> dg.MaterializeResult:
    """An asset that says how many rows it has."""
    return dg.MaterializeResult(metadata={"rows": 3})


def test_dagster_finds_what_a_run_logged_in_its_usual_place(tmp_path, monkeypatch):
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path))
    settings = yaml.safe_load((ROOT / "dagster.yaml").read_text(encoding="utf-8"))
    with dg.instance_for_test(temp_dir=str(tmp_path), overrides=settings) as instance:
        assert isinstance(instance.event_log_storage, EventLog)
        for _ in range(2):
            assert dg.materialize([counted], instance=instance).success
    found = SqliteEventLogStorage(str(tmp_path / "history" / "runs"))
    assert len(found.get_all_run_ids()) == 2
    records = found.fetch_materializations(counted.key, limit=9).records
    assert [record.asset_materialization.metadata["rows"].value for record in records] == [3, 3]
