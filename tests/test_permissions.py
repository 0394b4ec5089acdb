"""What a night writes is for its owner and group, whatever the caller's mask; identities are for the owner alone."""

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.drawn.deliveries import MARKER, OFFENCE, VICTIM, police_delivery
from tests.running.command import installed, list_partners


@contextmanager
def caller_with(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def modes(folder):
    """Return the mode of every file and folder below one, and of the folder itself."""
    paths = [path for path in (folder, *folder.rglob("*")) if not path.is_symlink()]
    return {str(path.relative_to(folder)): stat.S_IMODE(path.stat().st_mode) for path in paths}


@pytest.mark.parametrize("mask", [0, 0o077])
def test_nobody_else_can_read_anything_below_the_warehouse(tmp_path, mask):
    faulty = [{**OFFENCE, "offence_ref": f"23/{number}/17"} for number in range(1, 30)]
    faulty[5] = {**faulty[5], "recorded_date": "the fifth"}
    police_delivery(tmp_path / "raw", offences=faulty, markers=[MARKER], victims=[VICTIM])
    list_partners(tmp_path)
    warehouse = tmp_path / "warehouse"
    with caller_with(mask):
        night = installed("nightly", "--raw", tmp_path / "raw", "--warehouse", warehouse)
        sent = installed("deliver", "--to", tmp_path / "out", "--unencrypted", "--warehouse", warehouse)
    assert (night.exit_code, sent.exit_code) == (0, 0), night.output + sent.output
    found = modes(warehouse)
    for name in ("build.duckdb", "vault.duckdb", ".dagster/history/runs.db", "rejected/police/2017-09-03.xlsx"):
        assert name in found
    allowed = 0o750 & ~mask
    assert {name: oct(mode) for name, mode in {**found, **modes(tmp_path / "out")}.items() if mode & ~allowed} == {}
    assert {name: oct(found[name]) for name in ("vault.duckdb", "vault.key")} == {
        "vault.duckdb": "0o600",
        "vault.key": "0o600",
    }
    if not mask:
        assert found["build.duckdb"] == 0o640, "the group can read it"


def test_the_processes_that_dagster_starts_keep_to_the_same_mask():
    look = "import os; os.umask(0); from pipelines.definitions import defs; defs(); print(oct(os.umask(0)))"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout.split()[-1] == "0o27"
