"""Damaged files of the warehouse: each command says in one sentence which file it is and what to do."""

import shutil
from pathlib import Path

import pytest

from tests.drawn.deliveries import MARKER, OFFENCE, VICTIM, police_delivery
from tests.running.command import hatecrime, nightly

DAMAGE = {
    "cut short": lambda content: content[: len(content) // 2],
    "empty": lambda content: content[:0],
    "overwritten": lambda content: b"\xa5" * len(content),
}
REMEDY = {
    "build.duckdb": "Delete it and run hatecrime nightly",
    "vault.duckdb": "Put it back from your backup",
    "current/manifest.json": "hatecrime rollback",
    "current/hatecrime.duckdb": "hatecrime rollback",
}
#: Which commands read which file. A night reads them all.
READ_BY = [
    ("build.duckdb", "status"),
    ("build.duckdb", "review"),
    ("vault.duckdb", "review"),
    ("current/manifest.json", "status"),
    ("current/manifest.json", "releases"),
    ("current/manifest.json", "rollback"),
    ("current/manifest.json", "deliver"),
    ("current/hatecrime.duckdb", "sql"),
    ("current/hatecrime.duckdb", "rollback"),
]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory) -> Path:
    home = tmp_path_factory.mktemp("whole")
    police_delivery(home / "raw", offences=[OFFENCE], markers=[MARKER], victims=[VICTIM])
    assert nightly(home).exit_code == 0
    return home


@pytest.fixture
def home(loaded, tmp_path) -> Path:
    shutil.copytree(loaded, tmp_path, symlinks=True, dirs_exist_ok=True)
    return tmp_path


def arguments(home, command):
    release = (home / "warehouse/current").resolve().name
    own = {
        "status": ["--raw", home / "raw"],
        "rollback": [release],
        "sql": ["select count(*) from star.fct_offence"],
        "deliver": ["--to", home / "out", "--raw", home / "raw"],
    }
    return [command, *own.get(command, []), "--warehouse", home / "warehouse"]


def spoil(home, file, kind):
    path = (home / "warehouse" / file).resolve()
    path.write_bytes(DAMAGE[kind](path.read_bytes()))
    return path


def check(ran, path, file):
    assert ran.exit_code == 1
    assert "Traceback" not in ran.output
    (line,) = [line for line in ran.output.splitlines() if str(path) in line and "is damaged" in line]
    assert REMEDY[file] in line


@pytest.mark.parametrize("kind", DAMAGE)
@pytest.mark.parametrize(("file", "command"), READ_BY)
def test_a_command_says_which_file_is_damaged_and_what_to_do(home, file, command, kind):
    path = spoil(home, file, kind)
    check(hatecrime(*arguments(home, command)), path, file)


@pytest.mark.parametrize("file", REMEDY)
def test_a_night_says_which_file_is_damaged_and_what_to_do(home, file):
    path = spoil(home, file, "cut short")
    check(nightly(home), path, file)


def test_after_a_damaged_build_is_deleted_every_delivery_is_read_again(home):
    spoil(home, "build.duckdb", "overwritten").unlink()
    night = nightly(home)
    assert night.exit_code == 0
    count = hatecrime(*arguments(home, "sql"), "--format", "csv").output
    assert count.splitlines()[-1] == "1"
