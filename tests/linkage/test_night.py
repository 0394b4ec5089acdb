"""The night's linkage from start to end: pseudonyms don't change, whatever is delivered, deleted or killed."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg
import pytest

from pipelines.build import provenance, vault
from pipelines.build.vault import KEY_VARIABLE, VaultLocked, key_file
from pipelines.build.warehouse import Warehouse, open_build
from pipelines.defs.agencies.police import PoliceDelivery
from pipelines.defs.agencies.victim_support import VictimSupportDelivery
from pipelines.defs.linkage import linkage
from pipelines.defs.resources import Build
from pipelines.linkage import night
from pipelines.linkage.person_records import IdentitiesMissing
from pipelines.linkage.review import create_decision
from schemas.agencies import all_agencies
from schemas.police import POLICE
from schemas.victim_support import VICTIM_SUPPORT
from tests.conftest import Bench, open_bench
from tests.drawn.deliveries import CASE, MARKER, OFFENCE, VICTIM, police_delivery, victim_support_delivery
from tests.drawn.linked import create_linked

ZBIGNIEWA = {name: VICTIM[name] for name in ("forename", "surname", "date_of_birth", "postcode", "person_ref", "sex")}
OTTOLINE = dict(zip(ZBIGNIEWA, ("Ottoline", "Uxbridgely", "1951-11-30", "CV37 9ZZ", "P2", "Male"), strict=True))
CASES = [
    CASE | {"Date created": "05/08/2017", "Incident date": "30/07/2017"},
    CASE | {"Case ID": "VS-2", "Date created": "06/08/2017", "Incident date": "01/08/2017", "Police crime ref": "",
            "Forename": "Wilhelmo", "Surname": "Xanthippe", "DOB": "03/04/1979", "Postcode": "CV10 1AA"},
]  # fmt: skip
IDS = ("person_id", "incident_id_low", "incident_id", "incident_id_high")


def victims(**of_offences) -> dict[str, list[dict]]:
    """Return the offences that the police send, each with one victim: `two=OTTOLINE` is 23/2/17, with Ottoline.

    Each has its own call: with one place and call, two offences on one day would be one incident.
    """
    numbers = {"one": 1, "two": 2, "three": 3}
    channels = {"23/1/17": "101", "23/2/17": "999", "23/3/17": "Officer"}
    named = {f"23/{numbers[name]}/17": whom for name, whom in of_offences.items()}
    return {
        "offences": [OFFENCE | {"offence_ref": ref, "reporting_channel": channels[ref]} for ref in named],
        "markers": [MARKER | {"offence_ref": ref} for ref in named],
        "victims": [VICTIM | {"offence_ref": ref} | whom for ref, whom in named.items()],
    }


def load(bench: Bench) -> bool:
    """Land what is due and link it; return whether anything was linked again."""
    bench.land(POLICE, PoliceDelivery)
    bench.land(VICTIM_SUPPORT, VictimSupportDelivery)
    bench.build(*bench.order("staged"))
    return link(bench)


def link(bench: Bench) -> bool:
    """Link what has landed; return whether anything was linked again."""
    lists = {"reference.forename_form": "same"}
    made_of = {**provenance.sources(bench.con, lists), **provenance.fingerprints(bench.con)}
    return night.link_night(bench.con, bench.warehouse, all_agencies(), made_of)


def people(bench: Bench) -> dict[str, str]:
    """Return everybody's pseudonym, by the record that names them."""
    return dict(bench.rows("select record_ref, person_id from linked.person"))


def linked(bench: Bench) -> dict[str, list[tuple]]:
    """Return everything that linkage stores."""
    return {name: bench.rows(f"from {name}") for name in ("linked.person", "linked.incident")}


def together(bench: Bench) -> list[set[frozenset[str]]]:
    """Return which records are one person or one incident, by each kind of id."""
    return [
        {frozenset(records) for (records,) in bench.rows(
            f"select list(agency || record_ref) from linked.{'person' if id_ == 'person_id' else 'incident'} "
            f"group by {id_}")}
        for id_ in IDS
    ]  # fmt: skip


def issued(bench: Bench) -> list[tuple]:
    """Return every id that the vault's registry knows."""
    with vault.attached(bench.con, bench.warehouse.vault):
        return bench.rows("select kind, id from vault.linkage.issued order by all")


def write_vault(bench: Bench, *statements: str) -> None:
    with vault.attached(bench.con, bench.warehouse.vault):
        create_decision(bench.con)
        for statement in statements:
            bench.con.execute(statement)


@contextmanager
def reopened(home: Path) -> Iterator[Bench]:
    """Open the bench of an earlier night, with the reference lists loaded."""
    warehouse = Warehouse(home / "warehouse")
    with open_build(warehouse) as con:
        yield Bench(home / "raw", warehouse, con)


@contextmanager
def made_anew(home: Path, other_home: Path, *kept: str) -> Iterator[Bench]:
    """Open an empty bench over the deliveries of another, with what is kept from its warehouse."""
    with open_bench(other_home) as bench:
        shutil.copytree(home / "raw", bench.raw, dirs_exist_ok=True)
        for name in kept:
            shutil.copyfile(home / "warehouse" / name, bench.warehouse.home / name)
        yield bench


@pytest.fixture(autouse=True)
def no_key_in_the_environment(monkeypatch):
    monkeypatch.delenv(KEY_VARIABLE, raising=False)


@pytest.fixture(scope="module")
def first_night(tmp_path_factory):
    """The home of a warehouse in which two agencies' records were linked."""
    home = tmp_path_factory.mktemp("first_night")
    with open_bench(home) as bench, pytest.MonkeyPatch.context() as patch:
        patch.delenv(KEY_VARIABLE, raising=False)
        police_delivery(bench.raw, **victims(one=ZBIGNIEWA, two=OTTOLINE))
        victim_support_delivery(bench.raw, "2017-10-10", cases=CASES, period="01/07/2017 to 30/09/2017")
        assert load(bench)
    return home


@pytest.fixture
def home(first_night, tmp_path):
    shutil.copytree(first_night, tmp_path, symlinks=True, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture
def bench(home):
    with reopened(home) as opened:
        yield opened


def test_records_of_one_person_or_one_incident_share_an_id_that_names_nobody(bench):
    ids = people(bench)
    assert ids["VS-1"] == ids["23/1/17"]
    assert len({*ids.values()}) == 3
    assert together(bench)[1:] == [{frozenset({"victim_supportVS-1", "police23/1/17"}), frozenset({"police23/2/17"}),
                                    frozenset({"victim_supportVS-2"})}] * 3  # fmt: skip
    for identity in ("Zbigniewa", "Qwertyson", "1986-08-02", "CV21 1CC", "CV211CC", "Uxbridgely"):
        assert bench.wherever(identity) == []


def test_the_tables_that_the_star_is_tested_on_have_the_columns_that_linkage_writes(bench):
    described = {name: bench.rows(f"select column_name, column_type from (describe {name})") for name in linked(bench)}
    create_linked(bench.con)
    for name, columns in described.items():
        assert bench.rows(f"select column_name, column_type from (describe {name})") == columns


def test_a_night_without_news_links_nothing(bench):
    before = linked(bench), bench.rows("from audit.linkage_quality")
    assert not load(bench)
    assert (linked(bench), bench.rows("from audit.linkage_quality")) == before


def test_a_delivery_changes_no_id_of_an_unaffected_cluster(bench):
    before = linked(bench)
    news = victims(three=OTTOLINE | {"person_ref": "P3"})
    news["offences"] = [offence | {"recorded_date": "2017-09-05"} for offence in news["offences"]]
    news["markers"] = [marker | {"added_date": "2017-09-06"} for marker in news["markers"]]
    police_delivery(bench.raw, "2017-10-03", **news, window=("2017-09-01", "2017-09-30"))
    assert load(bench)
    after = linked(bench)
    for name, rows in before.items():
        assert {*rows} < {*after[name]}
    assert people(bench)["23/3/17"] == people(bench)["23/2/17"]
    assert bench.rows("from audit.linkage_change") == []


def test_a_build_made_again_from_raw_has_the_same_ids(first_night, tmp_path):
    with made_anew(first_night, tmp_path, "vault.duckdb", "vault.key") as bench, reopened(first_night) as before:
        assert load(bench)
        assert linked(bench) == linked(before)


def test_with_another_vault_the_ids_differ_but_the_clusters_do_not(first_night, tmp_path):
    with made_anew(first_night, tmp_path) as bench, reopened(first_night) as before:
        assert load(bench)
        assert together(bench) == together(before)
        assert not {*people(bench).values()} & {*people(before).values()}


def test_after_a_kill_between_vault_and_build_the_last_night_stays_and_the_next_finds_its_ids(bench, monkeypatch):
    before, people_before = linked(bench), people(bench)
    police_delivery(bench.raw, **victims(one=ZBIGNIEWA, two=OTTOLINE, three=OTTOLINE | {"person_ref": "P3"}))
    with monkeypatch.context() as patch:
        patch.setattr(night, "_write", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            load(bench)
    assert linked(bench) == before
    entered = issued(bench)
    assert link(bench)
    ids = people(bench)
    assert ids.items() > people_before.items()
    assert ids["23/3/17"] == ids["23/2/17"]
    assert issued(bench) == entered


def test_a_wrong_key_changes_nothing(bench, monkeypatch):
    before = linked(bench), bench.warehouse.vault.read_bytes()
    bench.con.execute("delete from built.made where name like 'linked.%'")
    monkeypatch.setenv(KEY_VARIABLE, "not-the-key")
    with pytest.raises(VaultLocked):
        link(bench)
    assert (linked(bench), bench.warehouse.vault.read_bytes()) == before
    monkeypatch.delenv(KEY_VARIABLE)
    assert link(bench)
    assert linked(bench) == before[0]


def test_a_withdrawn_record_is_left_out_and_has_its_id_again_when_it_returns(bench):
    before = linked(bench)
    police_delivery(bench.raw, **victims(one=ZBIGNIEWA))
    assert load(bench)
    for name, rows in before.items():
        assert linked(bench)[name] == [row for row in rows if "23/2/17" not in row]
    police_delivery(bench.raw, **victims(one=ZBIGNIEWA, two=OTTOLINE))
    assert load(bench)
    assert linked(bench) == before
    assert bench.rows("from audit.linkage_change") == []


def test_a_decision_is_applied_the_next_night_and_the_change_is_noted(bench):
    ids = people(bench)
    pair = "'police', 'victims', '23/1/17|1', 'victim_support', 'cases', 'VS-1'"
    write_vault(bench, f"insert into vault.linkage.decision values ({pair}, 'later', 'a.reviewer', now(), 9)")
    assert not link(bench)
    write_vault(bench, "update vault.linkage.decision set verdict = 'no'")
    assert link(bench)
    parted = people(bench)
    (moved,) = {"VS-1", "23/1/17"} - {ref for ref in parted if parted[ref] == ids[ref]}
    assert parted["VS-1"] != parted["23/1/17"]
    assert bench.rows("select change, old_id, new_id, records from audit.linkage_change where kind = 'person'") == [
        ("split", ids[moved], parted[moved], 1)
    ]
    assert bench.rows("select bucket, count from audit.linkage_quality where measure = 'decisions'") == [
        ("against the model", 1)
    ]
    assert bench.wherever("a.reviewer") == []
    write_vault(bench, "update vault.linkage.decision set verdict = 'yes'")
    assert link(bench)
    assert len({people(bench)[ref] for ref in ("VS-1", "23/1/17")}) == 1


def test_a_vault_that_the_records_did_not_land_with_stops_the_linkage(bench):
    before = linked(bench)
    bench.warehouse.vault.unlink()
    key_file(bench.warehouse.vault).unlink()
    for _ in range(2):
        with pytest.raises(IdentitiesMissing, match=r"none of the \d current records of .*delete build.duckdb"):
            link(bench)
        assert linked(bench) == before


def test_without_current_records_nothing_is_missing(tmp_path):
    with open_bench(tmp_path) as bench:
        assert load(bench)
        assert linked(bench) == {"linked.person": [], "linked.incident": []}
        assert bench.rows("select distinct measure from audit.linkage_quality") == [("doubtful_pairs",)]


def test_the_check_warns_about_records_with_missing_identities(home):
    with reopened(home) as bench:
        write_vault(bench, "delete from vault.identity.police__victims where record_key = '23/2/17|1'")
        bench.con.execute("delete from built.made where name = 'linked.person'")
    build = Build(raw_folder=str(home / "raw"), warehouse_folder=str(home / "warehouse"))
    ran = dg.materialize([linkage], resources={"build": build})
    (check,) = ran.get_asset_check_evaluations()
    assert (check.check_name, check.passed, check.severity) == ("linkage_drift", False, dg.AssetCheckSeverity.WARN)
    assert check.description == (
        "The vault holds no identities for 1 current records of police, so they are linked to nobody."
    )
    with reopened(home) as bench:
        assert "23/2/17" not in people(bench)
