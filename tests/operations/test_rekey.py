"""Giving the vault a new key: all or nothing, even if killed at any instant."""

import re
import shutil
import stat
from dataclasses import dataclass

import pytest

from pipelines.build import vault
from pipelines.build.vault import KEY_VARIABLE, NEW_KEY_VARIABLE, VaultLocked, key_file
from pipelines.build.warehouse import Warehouse, connect, open_build
from pipelines.defs.agencies.police import PoliceDelivery
from pipelines.operations import rekey
from schemas.police import POLICE
from tests.conftest import open_bench
from tests.drawn.deliveries import OFFENCE, VICTIM, police_delivery
from tests.running.command import hatecrime, kill, nightly

DECISIONS = """
    create schema vault.linkage;
    create table vault.linkage.decision (pair varchar primary key, verdict varchar not null, decided_at timestamptz);
    insert into vault.linkage.decision values ('a|b', 'yes', now());
"""

#: When the command is killed, and whether the vault then has the new key.
MOMENTS = [
    ("after", "make_key", False),
    ("after", "_rows", False),
    ("after", "_write", False),
    ("before", "_switch", False),
    ("after", "_switch", True),
]


@dataclass(frozen=True)
class Vault:
    """A warehouse with a vault that holds one victim and one decision."""

    warehouse: Warehouse

    @property
    def key(self) -> str:
        """The key in the key file."""
        return key_file(self.warehouse.vault).read_text(encoding="ascii")

    def content(self) -> dict[str, list]:
        """Return the definition and the rows of every table."""
        with connect(self.warehouse) as con, vault.attached(con, self.warehouse.vault):
            tables = con.execute(
                "select schema_name || '.' || table_name, sql from duckdb_tables() where database_name = 'vault'"
            )
            names = tables.fetchall()
            return {sql: con.execute(f"select one::varchar from vault.{name} one").fetchall() for name, sql in names}

    def assigned(self) -> list[tuple[str, str, str]]:
        """Return the pseudonym of each record."""
        with connect(self.warehouse) as con, vault.attached(con, self.warehouse.vault):
            return con.execute("select kind, record_id, id from vault.linkage.assigned order by all").fetchall()

    def files(self) -> set[str]:
        """Return the names of the vault's files."""
        return {path.name for path in self.warehouse.home.glob("vault*")}

    def rekey(self, **environment: str):
        """Run the command."""
        return hatecrime("vault", "rekey", "--warehouse", self.warehouse.home, **environment)


def opens(path, key: str) -> bool:
    """Say whether a key opens a vault."""
    with connect(Warehouse(path.parent)) as con:
        return vault.attach_under(con, path, "tried", key)


@pytest.fixture(autouse=True)
def no_key_in_the_environment(monkeypatch):
    monkeypatch.delenv(KEY_VARIABLE, raising=False)
    monkeypatch.delenv(NEW_KEY_VARIABLE, raising=False)


@pytest.fixture(scope="module")
def first_night(tmp_path_factory):
    home = tmp_path_factory.mktemp("first_night")
    with open_bench(home) as bench, pytest.MonkeyPatch.context() as patch:
        patch.delenv(KEY_VARIABLE, raising=False)
        police_delivery(bench.raw, offences=[OFFENCE], victims=[VICTIM])
        bench.land(POLICE, PoliceDelivery)
        with vault.attached(bench.con, bench.warehouse.vault):
            bench.con.execute(DECISIONS)
    return home


@pytest.fixture
def filled(first_night, tmp_path) -> Vault:
    shutil.copytree(first_night, tmp_path, symlinks=True, dirs_exist_ok=True)
    return Vault(Warehouse(tmp_path / "warehouse"))


def test_everything_in_the_vault_is_there_but_only_under_the_new_key(filled):
    before, old, path = filled.content(), filled.key, filled.warehouse.vault
    said = filled.rekey()
    assert said.exit_code == 0, said.output
    assert f"{key_file(path)}. Back it up" in " ".join(said.output.split())
    assert len(before) == 2
    assert filled.content() == before
    assert filled.key != old
    assert filled.key not in said.output
    assert opens(path, filled.key)
    assert not opens(path, old)
    assert filled.files() == {"vault.duckdb", "vault.key"}
    assert [stat.S_IMODE((path.parent / name).stat().st_mode) for name in sorted(filled.files())] == [0o600, 0o600]
    assert b"Qwertyson" not in path.read_bytes()


@pytest.mark.parametrize(("when", "function", "is_new"), MOMENTS)
def test_a_killed_rekeying_leaves_the_old_vault_or_the_new_with_its_key(filled, when, function, is_new):
    before, old = filled.content(), filled.key
    kill(when, f"pipelines.operations.rekey:{function}", "vault", "rekey", "--warehouse", filled.warehouse.home)
    left = [path for path in filled.warehouse.home.glob("vault*") if b"Qwertyson" in path.read_bytes()]
    assert not left
    assert filled.content() == before
    assert (filled.key != old) is is_new
    assert opens(filled.warehouse.vault, filled.key)
    assert filled.files() == {"vault.duckdb", "vault.key"}, "the command after a killed one clears up"
    again = filled.rekey()
    assert again.exit_code == 0, again.output
    assert filled.content() == before


def test_the_identities_of_a_killed_load_are_kept(filled):
    with connect(filled.warehouse) as con:
        con.execute("set checkpoint_threshold = '1TB'")
        with vault.attached(con, filled.warehouse.vault):
            con.execute("insert into vault.linkage.decision values ('cousin|daughter', 'no', now())")
            log = filled.warehouse.vault.with_suffix(".duckdb.wal")
            copies = {path: path.read_bytes() for path in (filled.warehouse.vault, log)}
    for path, content in copies.items():
        path.write_bytes(content)
    assert b"cousin|daughter" not in b"".join(copies.values())
    assert filled.rekey().exit_code == 0
    assert {"a|b", "cousin|daughter"} <= set(re.findall(r"\w+\|\w+", str(filled.content())))
    assert filled.files() == {"vault.duckdb", "vault.key"}


@pytest.mark.parametrize(("moment", "opened_by"), [("before", "old"), ("after", "new")])
def test_a_key_in_the_environment_is_replaced_by_the_new_one_there(filled, monkeypatch, moment, opened_by):
    keys = {"old": filled.key, "new": "another with a ' quote"}
    key_file(filled.warehouse.vault).unlink()
    both = {KEY_VARIABLE: keys["old"], NEW_KEY_VARIABLE: keys["new"]}
    command = ("vault", "rekey", "--warehouse", filled.warehouse.home)
    kill(moment, "pipelines.operations.rekey:_switch", *command, **both)
    assert opens(filled.warehouse.vault, keys[opened_by])
    with monkeypatch.context() as patch:
        for name, key in both.items():
            patch.setenv(name, key)
        content = filled.content()
    said = filled.rekey(**both)
    assert said.exit_code == 0, said.output
    assert f"Set {KEY_VARIABLE} to the new key and unset {NEW_KEY_VARIABLE}" in said.output
    assert keys["new"] not in said.output
    assert filled.files() == {"vault.duckdb"}, "a key given by the environment is not written down"
    monkeypatch.setenv(KEY_VARIABLE, keys["new"])
    assert filled.content() == content
    monkeypatch.setenv(KEY_VARIABLE, keys["old"])
    with pytest.raises(VaultLocked):
        filled.content()


@pytest.mark.parametrize(
    ("environment", "reason"),
    [
        ({KEY_VARIABLE: "one"}, f"set {NEW_KEY_VARIABLE} to the new one"),
        ({NEW_KEY_VARIABLE: "one"}, f"Unset {NEW_KEY_VARIABLE}"),
        ({KEY_VARIABLE: "one", NEW_KEY_VARIABLE: "one"}, "set another one"),
        ({KEY_VARIABLE: "wrong", NEW_KEY_VARIABLE: "one"}, "Put the right key back; nothing was changed"),
    ],
)
def test_keys_that_make_no_sense_change_nothing(filled, environment, reason):
    before = {name: (filled.warehouse.home / name).read_bytes() for name in filled.files()}
    said = filled.rekey(**environment)
    assert said.exit_code == 1
    assert reason in said.output
    assert "Traceback" not in said.output
    assert {name: (filled.warehouse.home / name).read_bytes() for name in filled.files()} == before


def test_the_error_says_that_the_key_is_lost(filled):
    key_file(filled.warehouse.vault).unlink()
    said = filled.rekey()
    assert said.exit_code == 1
    assert "Put the key back from your copy" in said.output
    assert filled.files() == {"vault.duckdb"}


def test_without_a_vault_none_is_made(tmp_path):
    said = Vault(Warehouse(tmp_path)).rekey()
    assert said.exit_code == 1
    assert "no vault" in said.output
    assert not list(tmp_path.iterdir())


def test_it_changes_nothing_while_a_load_runs(filled):
    before = filled.warehouse.vault.read_bytes()
    with open_build(filled.warehouse):
        said = filled.rekey()
    assert said.exit_code == 1
    assert "one writes at a time" in said.output
    assert filled.warehouse.vault.read_bytes() == before


def test_it_waits_for_a_process_that_holds_the_vault_and_then_says_so(filled):
    with connect(filled.warehouse) as con, vault.attached(con, filled.warehouse.vault):
        said = filled.rekey()
    assert said.exit_code == 1
    assert f"Another process holds {filled.warehouse.vault}" in said.output


def test_an_incomplete_copy_does_not_replace_the_vault(filled, monkeypatch):
    before, old = filled.content(), filled.key
    monkeypatch.setattr(rekey, "_rows", lambda _, database: {("identity", database): 1})
    with pytest.raises(rekey.CannotRekey, match="nothing was changed"):
        rekey.rekey(filled.warehouse)
    assert filled.content() == before
    assert filled.key == old
    assert filled.files() == {"vault.duckdb", "vault.key"}


def test_loads_continue_with_the_new_key(tmp_path):
    police_delivery(tmp_path / "raw", offences=[OFFENCE], victims=[VICTIM])
    first = nightly(tmp_path)
    assert first.exit_code == 0
    assert "A key was made for the vault" in first.output
    own = Vault(Warehouse(tmp_path / "warehouse"))
    assigned = own.assigned()
    assert len(assigned) == 1
    own.warehouse.build.unlink()
    assert own.rekey().exit_code == 0
    status = hatecrime("status", "--raw", tmp_path / "raw", "--warehouse", own.warehouse.home)
    assert status.exit_code == 0, "a build that was deleted to be made again is empty, not broken"
    second = nightly(tmp_path)
    assert second.exit_code == 0, second.output
    assert "A key was made for the vault" not in second.output
    assert own.assigned() == assigned
