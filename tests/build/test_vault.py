"""The vault: identities are kept there, encrypted, and nowhere else."""

import stat

import duckdb
import pytest

from pipelines.build import vault
from pipelines.build.disk import Damaged
from pipelines.build.vault import KEY_VARIABLE, VaultLocked, key_file
from pipelines.defs.agencies.police import PoliceDelivery
from schemas.police import POLICE
from tests.drawn.deliveries import OFFENCE, VICTIM, police_delivery

IDENTITY = ("Zbigniewa", "Qwertyson", "CV21 1CC")
SOUND = [OFFENCE | {"offence_ref": f"23/{number}/17"} for number in range(1, 31)]


@pytest.fixture(autouse=True)
def no_key_in_the_environment(monkeypatch):
    monkeypatch.delenv(KEY_VARIABLE, raising=False)


@pytest.fixture
def loaded(bench):
    police_delivery(bench.raw, offences=[OFFENCE], victims=[VICTIM])
    bench.land(POLICE, PoliceDelivery)
    return bench


def identities(bench, columns="forename, surname, date_of_birth::varchar, postcode"):
    with vault.attached(bench.con, bench.warehouse.vault):
        return bench.rows(f"select {columns} from vault.identity.police__victims order by all")


def test_identities_are_in_the_vault_by_delivery_row_and_key(loaded):
    assert identities(loaded) == [("Zbigniewa", "Qwertyson", "1986-08-02", "CV21 1CC")]
    found = identities(loaded, "delivery_id, row_number, record_key")
    assert found == [("police/2017-09-03", 2, "23/1/17|1")]


def test_no_file_of_the_warehouse_shows_an_identity(loaded):
    loaded.build()
    loaded.con.close()  # writes what is still in the log
    files = [path for path in loaded.warehouse.home.glob("*.duckdb*") if path.is_file()]
    assert {"build.duckdb", "vault.duckdb"} <= {path.name for path in files}
    for path in files:
        content = path.read_bytes()
        assert [text for text in IDENTITY if text.encode() in content] == []
    # Data that does land is found there, so the search would have found identities.
    assert b"23/1/17" in loaded.warehouse.build.read_bytes()
    assert b"police__victims" not in loaded.warehouse.vault.read_bytes()


def test_the_vaults_log_shows_no_identity(bench):
    bench.con.execute("set checkpoint_threshold = '1TB'")
    with vault.attached(bench.con, bench.warehouse.vault):
        bench.con.execute("create table vault.identity.drawn as select unnest(?) as cell", [[*IDENTITY] * 1000])
        content = bench.warehouse.vault.with_suffix(".duckdb.wal").read_bytes()
    assert len(content) > 1000
    assert [text for text in IDENTITY if text.encode() in content] == []


def test_the_identity_of_a_rejected_row_is_in_neither(bench):
    victims = [VICTIM | {"offence_ref": f"23/{number}/17", "forename": "Zbigniewa"} for number in range(1, 31)]
    police_delivery(bench.raw, offences=SOUND, victims=[*victims, VICTIM | {"victim_no": "0", "forename": "Rejectia"}])
    bench.land(POLICE, PoliceDelivery)
    assert {name for (name,) in identities(bench, "forename")} == {"Zbigniewa"}
    assert bench.wherever("Rejectia") == []


def test_a_correction_removes_the_identities_of_the_delivery_it_corrects(loaded):
    police_delivery(loaded.raw, offences=[OFFENCE], victims=[VICTIM | {"forename": "Otherwina"}])
    loaded.land(POLICE, PoliceDelivery)
    assert identities(loaded, "forename") == [("Otherwina",)]


def test_a_refused_correction_leaves_the_current_identities(loaded):
    police_delivery(loaded.raw, offences=[], victims=[VICTIM | {"forename": "Otherwina"}])
    loaded.land(POLICE, PoliceDelivery)
    assert identities(loaded, "forename") == [("Zbigniewa",)]


def test_an_unreadable_identity_is_missing_but_its_row_is_kept(bench):
    police_delivery(bench.raw, offences=[OFFENCE], victims=[VICTIM | {"date_of_birth": "long ago"}])
    bench.land(POLICE, PoliceDelivery)
    assert identities(bench, "forename, date_of_birth") == [("Zbigniewa", None)]


def test_a_wrong_key_changes_nothing_and_says_so(loaded, monkeypatch):
    before = loaded.warehouse.vault.read_bytes()
    right = key_file(loaded.warehouse.vault).read_bytes()
    monkeypatch.setenv(KEY_VARIABLE, "not-the-key")
    with pytest.raises(VaultLocked, match=f"{KEY_VARIABLE}.*Put the right key back; nothing was changed") as locked:
        identities(loaded)
    assert "not-the-key" not in str(locked.value)
    assert loaded.warehouse.vault.read_bytes() == before
    assert key_file(loaded.warehouse.vault).read_bytes() == right
    monkeypatch.delenv(KEY_VARIABLE)
    assert len(identities(loaded)) == 1


def test_without_its_key_a_delivery_is_not_loaded_and_the_next_run_loads_it(loaded, monkeypatch):
    police_delivery(loaded.raw, "2017-10-03", offences=[OFFENCE], victims=[VICTIM])
    monkeypatch.setenv(KEY_VARIABLE, "not-the-key")
    with pytest.raises(VaultLocked):
        loaded.land(POLICE, PoliceDelivery)
    assert loaded.rows("select distinct delivery_date::varchar from audit.delivery") == [("2017-09-03",)]
    monkeypatch.delenv(KEY_VARIABLE)
    assert len(loaded.land(POLICE, PoliceDelivery)) == 4


def test_the_error_says_that_the_key_is_lost_and_no_new_one_is_made(loaded):
    key_file(loaded.warehouse.vault).unlink()
    with pytest.raises(
        VaultLocked, match=f"missing: {KEY_VARIABLE} is not set, and .* Put the key back from your copy"
    ):
        identities(loaded)
    assert not key_file(loaded.warehouse.vault).exists()


def test_the_key_is_made_once_and_only_its_owner_can_read_it_and_the_vault(loaded):
    file = key_file(loaded.warehouse.vault)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(loaded.warehouse.vault.stat().st_mode) == 0o600
    key = file.read_bytes()
    assert len(key) >= 32
    identities(loaded)
    assert file.read_bytes() == key


def test_a_key_from_the_environment_is_not_written_to_a_file(bench, monkeypatch):
    monkeypatch.setenv(KEY_VARIABLE, "a key with ' a quote")
    police_delivery(bench.raw, offences=[OFFENCE], victims=[VICTIM])
    bench.land(POLICE, PoliceDelivery)
    assert len(identities(bench)) == 1
    assert not key_file(bench.warehouse.vault).exists()
    monkeypatch.setenv(KEY_VARIABLE, "another")
    with pytest.raises(VaultLocked):
        identities(bench)


def test_without_a_key_the_vault_does_not_open(loaded):
    with pytest.raises(duckdb.Error):
        duckdb.connect(loaded.warehouse.vault)


def test_the_vault_is_detached_again_whatever_happens(loaded):
    with pytest.raises(ZeroDivisionError), vault.attached(loaded.con, loaded.warehouse.vault):
        raise ZeroDivisionError
    assert "vault" not in {name for (name,) in loaded.rows("select database_name from duckdb_databases()")}


def test_a_warehouse_may_have_an_apostrophe_in_its_name(bench, tmp_path):
    folder = tmp_path / "Queen's Park"
    folder.mkdir()
    with vault.attached(bench.con, folder / "vault.duckdb"):
        assert "vault" in {name for (name,) in bench.rows("select database_name from duckdb_databases()")}


def test_a_vault_from_which_much_was_deleted_is_not_damaged(bench):
    path = bench.warehouse.vault
    for rows in (200_000, 10, 200_000, 10):
        with vault.attached(bench.con, path):
            bench.con.execute(
                f"create or replace table vault.identity.t as select md5(range::text) as a from range({rows})"
            )
            bench.con.execute("create or replace table vault.identity.u as from vault.identity.t limit 5")
    with vault.attached(bench.con, path):
        assert bench.rows("select count(*) from vault.identity.t") == [(10,)]


def test_a_vault_that_was_cut_short_is_damaged(bench):
    path = bench.warehouse.vault
    with vault.attached(bench.con, path):
        bench.con.execute("create table vault.identity.t as select md5(range::text) as a from range(200_000)")
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)
    with pytest.raises(Damaged, match="cut short"), vault.attached(bench.con, path):
        pass
